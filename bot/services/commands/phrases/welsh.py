"""What people say who want something of us, in Welsh: for each command its phrases, parted by semicolons."""

from collections.abc import Mapping

WELSH: Mapping[str, str] = {
    "table.show": """
        dangos y bwrdd; dangoswch y bwrdd; dangos y bwrdd i mi; gweld y bwrdd; beth sy'n digwydd;
        beth sy'n digwydd wrth y bwrdd; beth sydd ymlaen; sut mae pethau'n mynd; sut mae'r bwrdd; sut mae hi'n mynd;
        ble ydyn ni arni; beth yw'r diweddaraf; beth ydi'r diweddaraf; trosolwg; pryd mae'r cyfarfod nesaf;
        pryd rydyn ni'n cyfarfod nesaf; beth sydd i ddod; i beth mae'r bwrdd
    """,
    "table.who": """
        pwy sydd wrth y bwrdd; pwy sy wrth y bwrdd; pwy sydd yma; pwy sydd yn y grŵp; pwy yw'r aelodau;
        pwy yw'r partneriaid; pwy ydi'r partneriaid; rhestr o'r aelodau; pa sefydliadau sydd yma;
        pwy arall sydd yma; pwy sy'n rhan o hyn
    """,
    "quiet.answer": """
        pwy sy'n dawel; pwy sydd wedi mynd yn dawel; pwy sydd wedi bod yn dawel; pwy aeth yn dawel;
        pwy sydd wedi diflannu; pwy sydd heb fod yma; pwy sydd heb ateb; pwy sydd ddim wedi bod yma ers tro;
        oes rhywun wedi mynd yn dawel; gan bwy dydyn ni heb glywed; pwy sydd heb fod mewn cyfarfod;
        pwy ddylwn i ffonio; pwy sydd wedi colli cysylltiad
    """,
    "part.show": """
        ein rhan ni; sut ydyn ni'n edrych; sut mae ein sefydliad ni'n edrych; sut mae eraill yn ein gweld ni;
        oes rhywun yn aros amdanon ni; ydyn ni'n dal pobl yn ôl; pwy sy'n aros amdanon ni
    """,
    "digest.show": """
        crynodeb; crynodeb yr wythnos; crynodeb wythnosol; beth ddigwyddodd yr wythnos hon;
        beth ddigwyddodd yr wythnos diwethaf; newyddion yr wythnos; dangos y crynodeb
    """,
    "view.list": """
        sut mae hi'n edrych i eraill; sut mae'r lleill yn ei gweld hi; barn pawb;
        beth mae eraill yn ei ddweud; beth mae pawb yn ei feddwl; beth mae'r lleill yn feddwl;
        beth ddywedodd y lleill; beth yw barn pawb; sut mae'n edrych i eraill; dangos y safbwyntiau; safbwyntiau;
        barn y lleill; sut mae eraill yn ei gweld hi
    """,
    "view.give": """
        rhoi fy marn; dw i eisiau rhoi fy marn; hoffwn i roi fy marn; dweud sut mae'n edrych o fan hyn;
        rhannu fy safbwynt; ychwanegu fy marn; newid fy marn
    """,
    "view.withdraw": "dileu fy marn; tynnu fy marn yn ôl",
    "commitment.list": """
        beth ddywedais i y byddwn i'n ei wneud; beth ddudis i; beth wnes i addo; beth ydw i wedi'i addo;
        beth sydd ar fy rhestr; fy rhestr; fy nhasgau; fy ymrwymiadau; dangos fy ymrwymiadau;
        beth sydd angen i mi wneud; ydw i'n hwyr gyda rhywbeth; ydw i'n hwyr efo rhywbeth; ydw i ar ei hôl hi;
        beth sy'n aros amdana i; ydw i wedi anghofio rhywbeth; oes rhywun wedi gofyn i mi am rywbeth;
        beth wnes i gytuno i'w wneud
    """,
    "commitment.make": """
        dw i eisiau ymrwymo; dw i eisiau addo rhywbeth; gwneud ymrwymiad; ymrwymiad newydd; ychwanegu ymrwymiad;
        sut mae gwneud ymrwymiad
    """,
    "commitment.done": "dw i wedi gorffen; dw i wedi ei wneud; mae wedi ei wneud; wedi gorffen; mae'n barod",
    "commitment.move": "dw i angen mwy o amser; newid y dyddiad; gohirio; mae angen mwy o amser arna i",
    "commitment.letgo": """
        alla i ddim ei wneud; dw i'n methu ei wneud; tynnu oddi ar fy rhestr; canslo fy ymrwymiad
    """,
    "commitment.ask": """
        dw i eisiau gofyn am rywbeth; gofyn i rywun am rywbeth; dw i angen rhywbeth gan rywun;
        gofyn i rywun wneud rhywbeth
    """,
    "reflection.make": """
        dw i wedi sylwi ar rywbeth; sylwais i ar rywbeth; dw i eisiau nodi rhywbeth; gwneud nodyn;
        dw i wedi dysgu rhywbeth; ysgrifennu myfyrdod
    """,
    "reflection.list": "fy myfyrdodau; fy nodiadau; dangos fy nodiadau; beth wnes i sylwi",
    "away.set": """
        dw i i ffwrdd; rydw i i ffwrdd; bydda i i ffwrdd; dw i ar wyliau; rydw i ar wyliau; bydda i ar wyliau;
        dw i'n mynd ar wyliau; dw i i ffwrdd wythnos nesaf; dw i ar absenoldeb; i ffwrdd
    """,
    "away.end": "dw i'n ôl; rydw i'n ôl; dw i nôl; nôl o wyliau; yn ôl yn y gwaith",
    "messages.stop": """
        peidiwch; peidiwch ag ysgrifennu ata i; peidiwch ag ysgrifennu ataf; peidiwch anfon negeseuon;
        peidiwch ag anfon negeseuon; dim mwy o negeseuon; dim mwy; stop anfon negeseuon; stopio negeseuon;
        stopiwch anfon negeseuon; stopiwch ysgrifennu ata i; stopia; peidiwch â chysylltu â mi; gadewch lonydd i mi;
        dw i ddim eisiau negeseuon; dad-danysgrifio
    """,
    "messages.start": "dechreuwch eto; negeseuon ymlaen; cewch ysgrifennu ata i eto; dechrau negeseuon",
    "messages.pause": "seibiant; dim wythnos yma; ysgrifennwch ata i nes ymlaen; saib o'r negeseuon",
    "table.leave": """
        gadael y bwrdd; dw i eisiau gadael; dw i'n gadael; hoffwn i adael; dw i ddim eisiau bod yn rhan o hyn;
        tynnwch fi oddi ar y bwrdd
    """,
    "data.show": """
        fy nata; dangos fy nata; pa wybodaeth sydd gennych chi amdana i; beth ydych chi'n ei wybod amdana i;
        beth sydd gennych chi amdana i; beth ydych chi'n ei gadw amdana i; pa ddata sydd gennych amdanaf
    """,
    "state.show": """
        sut ydw i'n sefyll; ydw i'n dawel; pryd o'n i yma ddiwethaf; sut ydych chi'n fy ngweld i
    """,
    "data.erase": """
        dileu fy nata; dilëwch fy nata; dileu popeth amdana i; anghofiwch fi; dilëwch fi; cael gwared ar fy nata
    """,
    "help.show": """
        help; cymorth; dw i angen help; helpwch fi; allwch chi helpu; sut mae hwn yn gweithio;
        sut mae hyn yn gweithio; beth alla i ddweud; beth alla i ofyn; beth allwch chi wneud; beth ydych chi;
        pwy ydych chi; shwmae; bore da; helo; dw i ddim yn gwybod beth i'w wneud
    """,
    "table.missing": """
        pwy sydd ar goll; pwy ddylai fod yma; pwy ddylai fod wrth y bwrdd; pwy sydd ddim yma; mae rhywun ar goll;
        pwy arall sydd ei angen; mae angen rhywun arall wrth y bwrdd
    """,
    "table.invite": """
        gwahodd rhywun; dw i eisiau gwahodd rhywun; ychwanegu rhywun; gwahodd cydweithiwr; sut mae gwahodd pobl
    """,
    "table.answers": "pwy sydd wedi ateb y gwahoddiad; faint sydd wedi ateb; pwy sydd wedi derbyn",
    "table.next": "beth nesaf; beth ddylwn i wneud nesaf; y cam nesaf",
    "table.new": "dechrau bwrdd; dechrau bwrdd newydd; bwrdd newydd",
    "effects.show": "beth mae'r negeseuon yn ei wneud; ydy'r negeseuon yn gweithio; oes rhywun yn ateb y negeseuon",
    "table.settings": "gosodiadau; dangos y gosodiadau; newid y gosodiadau",
    "link.make": "dw i angen dolen i rywun; gwneud dolen; anfon dolen",
}

# Before a day: "dw i ar wyliau tan ddydd Llun".
AWAY = """
    i ffwrdd; dw i i ffwrdd; dwi i ffwrdd; rydw i i ffwrdd; bydda i i ffwrdd; ar wyliau; dw i ar wyliau; dwi ar wyliau;
    rydw i ar wyliau; bydda i ar wyliau
"""
UNTIL = ("tan", "o")
