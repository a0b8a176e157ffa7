"""Titles and artists are decoded correctly, whatever their encoding."""

from collections.abc import Callable
from typing import Final

import pytest

from mashstudio.core.text.likely import decode_together, repair_together

KOREAN: Final = """밤편지|아이유  봄날|방탄소년단  벚꽃 엔딩|버스커 버스커  사랑|나훈아  나비|윤도현  낙원|쏜애플
꽃|지수  거짓말|빅뱅  뱅뱅뱅|BIGBANG  눈의 꽃|박효신  가시|버즈  컴백홈|서태지와 아이들  Gee|소녀시대  텔미|원더걸스
썸 (Feat. 릴보이)|소유 x 정기고  Lonely Night|부활  밤양갱|비비  으르렁|EXO  쩔어|방탄소년단  뿅뿅|뽀로로
강남스타일|싸이  뚜두뚜두|블랙핑크  美人|신중현과 엽전들  01. 소나기|이클립스  눈|나  가|비
눈|  길|  밤|  끝|  별|  꿈|  봄|  첫눈|  틈|  특|"""
JAPANESE: Final = """夜に駆ける|YOASOBI  残酷な天使のテーゼ|高橋洋子  桜|コブクロ  恋|星野源  前前前世|RADWIMPS
千本桜|初音ミク  上を向いて歩こう|坂本九  Lemon|米津玄師  津軽海峡・冬景色|石川さゆり  海|サザンオールスターズ
紅|X JAPAN  雨|  猫|  楓|"""
SIMPLIFIED: Final = """月亮代表我的心|邓丽君  童话|光良  晴天|周杰伦  青花瓷|周杰伦  老鼠爱大米|杨臣刚  一无所有|崔健
红豆|王菲  江南|林俊杰  Super Star|S.H.E"""
TRADITIONAL: Final = """聽海|張惠妹  海闊天空|BEYOND  倔強|五月天  雙截棍|周杰倫  小幸運|田馥甄
吻別|張學友  我願意|王菲"""
CYRILLIC: Final = """Группа крови|Кино  Катюша|Людмила Зыкина  Ночь|Кино  МОЯ ЛЮБОВЬ|МАКСИМ  Music (remix)|Руки Вверх!
МИР|ДДТ  ВЕРА|ЛЮБЭ  ЗВЕЗДА|КИНО  НЕБО|АРИЯ  ОСЕНЬ|ДДТ  Полковнику никто не пишет|Би-2  В лесу родилась ёлочка|  Ты|Мы
Я|  МАМА|  звук|"""
LATIN: Final = """Jóga|Björk  Halo|Beyoncé  Hoppípolla|Sigur Rós  Ace of Spades|Motörhead  Eulogy|Ænima
Für Elise|Beethoven  Ça ira|Édith Piaf  Águas de Março|Antônio Carlos Jobim  Déjà vu|Beyoncé  Où es-tu|
ÉTÉ|  Silent Lucidity|Queensrÿche  Þú ert jörðin|Ólafur Arnalds  Çà et là|  À la folie|  Schöne Grüße|Die Ärzte
ÆØÅ|  ÅÄÖ|  Äöü|  Blåøyd|  Ø|  ¿Quién será?|Pablo Beltrán Ruiz  ¡Ay Caramba!|  Niño|  Ñ|  Don’t Stop Me Now|Queen
Rock ’n’ Roll|Led Zeppelin  “Heroes”|David Bowie  L’été indien|Joe Dassin  BLUE ÖYSTER CULT|  Hüsker Dü|
Jump|MÖTLEY CRÜE  ÆON|  CORAÇÃO|JOÃO  Þór|Óðinn  50 °C|  Één|  Å|  Så länge|  Coração|  Tiësto – Adagio|Tiësto
ÉÈ|  ØÅ|  ÅÄ|  ÄÖ|  ÞÚ|  ÞÓ|  GÓÐ|  BLÓÐ|  Þýðir|  þó|  HYVÄÄ|  PÄÄ|  YÖÖ|  ÖÖÖÖÖ|  ÄÄÄÄ|  ÅÅ|  ÆÆ|  CRÉÉ|  àé|  AÇÒ|
äöüß|  ÁÉÍÓÚ|  ÀÈÌÒÙ|  âêîôû|"""
SONGS: Final = [
    (encoding, *song.split("|"))
    for encoding, songs in (
        ("cp949", KOREAN), ("cp932", JAPANESE), ("gb18030", SIMPLIFIED), ("big5hkscs", TRADITIONAL),
        ("cp1251", CYRILLIC), ("cp1252", LATIN),
    )
    for line in songs.splitlines()
    for song in line.split("  ")
]  # fmt: skip


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the system's language; none at first."""

    def is_now(name: str) -> None:
        monkeypatch.setenv("LC_ALL", name)

    is_now("C")
    return is_now


def test_there_are_enough_of_them() -> None:
    assert len(SONGS) > 80


@pytest.mark.parametrize(("encoding", "title", "artist"), SONGS)
def test_title_and_artist_are_what_they_were(encoding: str, title: str, artist: str) -> None:
    assert decode_together([title.encode(encoding), artist.encode(encoding)]) == [title, artist]
    assert decode_together([title.encode(), artist.encode()]) == [title, artist]


@pytest.mark.parametrize(("encoding", "title", "artist"), SONGS)
def test_unicode_that_is_right_stays_as_it_is(encoding: str, title: str, artist: str) -> None:
    assert repair_together([title, artist]) == [title, artist]


def as_windows_reads(raw: bytes) -> str:
    """Decode CP1252, leaving its undefined bytes as control characters."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw)


@pytest.mark.parametrize("read", [as_windows_reads, lambda raw: raw.decode("latin-1")])
@pytest.mark.parametrize(
    ("encoding", "title", "artist"),
    [
        ("cp949", "밤편지", "아이유"),
        ("utf-8", "밤편지", "아이유"),
        ("utf-8", "Beyoncé – Déjà vu", "Beyoncé"),
        ("cp1251", "Группа крови", "Кино"),
        ("cp932", "千本桜", "初音ミク"),
    ],
)
def test_what_became_unicode_by_mistake_is_mended(
    encoding: str, title: str, artist: str, read: Callable[[bytes], str]
) -> None:
    assert repair_together([read(text.encode(encoding)) for text in (title, artist)]) == [title, artist]


@pytest.mark.parametrize("text", ["Ελλάδα", "עברית", "ไทย", "🎵 Zoë", "Dvořák", "Ağrı", "ộ", "✓"])
def test_utf8_of_any_script_is_utf8(text: str) -> None:
    assert decode_together([text.encode()]) == [text]


def test_what_a_field_cut_short_is_still_read() -> None:
    title = "가나다라마바사아자차카타파 하 우리가"
    raw = ("A " + title).encode("cp949")[:29] + title.encode("cp949")[:1]
    assert decode_together([raw], cut=len(raw))[0] == raw[:-1].decode("cp949", "ignore")
    assert decode_together(["밤편지".encode()[:8], "아이유".encode()], cut=8) == ["밤편", "아이유"]


@pytest.mark.parametrize("title", ["Zoë", "Più", "Olé", "Niño", "Größe", "pâté", "¡Olé!", "¿Qué?", "NOËL"])
def test_a_short_text_is_not_cut(title: str) -> None:
    assert decode_together([title.encode("cp1252")], cut=30) == [title]


@pytest.mark.parametrize("texts", [("ÆØÅ", "Mø"), ("Åå", "Bø"), ("På", "Åå")])
def test_no_word_has_letters_of_two_alphabets(texts: tuple[str, str]) -> None:
    assert repair_together(texts) == list(texts)


def test_little_or_nothing_is_read_as_it_is() -> None:
    assert decode_together([b"caf\xe9\x01"]) == ["café\x01"]
    assert decode_together([b""]) == [""]
    assert repair_together(["", "plain"]) == ["", "plain"]


@pytest.mark.parametrize(
    ("name", "encoding", "text"),
    [
        ("ko_KR.UTF-8", "cp949", "섬"),
        ("ko_KR.UTF-8", "cp949", "책"),
        ("ru_RU.UTF-8", "cp1251", "ЗВЕЗДА"),
        ("zh_TW.UTF-8", "big5", "雪"),
    ],
)
def test_what_may_be_of_two_languages_is_of_the_user_s(
    name: str, encoding: str, text: str, language: Callable[[str], None]
) -> None:
    assert decode_together([text.encode(encoding)]) != [text]
    language(name)
    assert decode_together([text.encode(encoding)]) == [text]


@pytest.mark.parametrize("name", ["ko_KR.UTF-8", "ja_JP.UTF-8", "zh_CN.UTF-8", "zh_TW.UTF-8", "ru_RU.UTF-8"])
def test_no_language_of_the_user_s_harms_what_is_latin(name: str, language: Callable[[str], None]) -> None:
    songs = [list(song) for encoding, *song in SONGS if encoding == "cp1252"]
    language(name)
    assert [decode_together([text.encode("cp1252") for text in song]) for song in songs] == songs
    assert [repair_together(song) for song in songs] == songs
