"""Words around a day, by what they say about it: whether a thing's name goes on, or the sentence does."""


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


# After these, or before them, a day's words are over: "on Friday with the figures".
SENTENCE_GOES_ON = words_of(
    """
    a about above ac achos across after again against ahead all alongside also am among an and any ar are around as
    asap assuming at be because before behind below between bod both but by bydd bydda byddaf byddwn can cheers
    concerning could dan deadline depending despite did diolch do does dros drwy during dw each efo eg eich ein er
    etc eu even every except fe felly fine for from fy fydd gan ger given gyda gydag had half has have he he'll heb
    hefyd her here him his hopefully how however i i'd i'll i'm i've ideally ie if ill im in inc incl including
    inside instead into is it it'll it's its just latest lol mae mae'n making max may me meaning mewn mi might must
    my near neu no nor not now o oherwydd ok okay on once ond online only onto onward onwards or os otherwise our
    outside over per please plis pls plus plz possibly preferably provided rather re ready regarding rhwng rydw
    rydym ryn several shall sharp she she'll should since so some sorry still subject ta tba tbc thanks that the
    their them then there these they they'll they're this those though through thx to together too tops towards trwy
    twice under unless until upon us using via was we we'd we'll we're we've well were what whatever when where
    whether which while who whoever whom whose why will with within without would wrth x xx y yes ym yn yng you
    you'll your yr
    """
)

# Verbs that begin what somebody takes on. They end a day's words only where the day comes first.
BEGINNINGS = words_of(
    """
    add agree analyse anfon approach arrange ask ateb attend be begin book bring build buy cael call cancel carry
    casglu catch chair challenge change chase check chwilio circulate clear close collate collect come commission
    compare compile complete confirm consider consult contact convene convert cost cover create cwblhau cwrdd
    cyfarfod cyflwyno cysylltu darllen deal decide deliver design develop discuss distribute do dod draft drive drop
    dweud e-mail ebostio edit email encourage ensure establish evaluate explain explore feed fetch ffonio fill
    finalise find finish fix flag follow forward fund galw gather get give go gofyn gorffen gwahodd gweld gwirio
    gwneud hand hear help helpu highlight hire hold holi host identify include inform introduce invite join keep
    launch lead learn leave let liaise link list listen llenwi look make map measure meet mention message move mynd
    name negotiate note notify nudge offer open order organise outline paratoi pass pay phone pick pilot plan post
    postio prepare present print produce promote propose provide publish pull push put raise reach read recruit
    refer register remind remove reply report request research resolve respond return review revise rhannu rhoi ring
    run scope secure see seek sell send set share show siarad sign sit sort speak start stop submit suggest
    summarise supply support survey symud tackle take talk tell test text thank think tidy train translate trefnu
    try type understand update upload use visit volunteer walk welcome work write ysgrifennu
    """
)

# Things that days, months and seasons give their names to.
THINGS = words_of(
    """
    account accounts action actions activities activity admin agenda allocation announcement appeal appointment
    appointments appraisal appraisals assessment assessments attendance attendees audit awards ball bank bill bills
    board board's breakfast briefing briefings budget bulletin cafe call calls campaign caseload caseloads catch
    catch-up catchup celebration census chat check check-in checkin choir class classes clinic clinics close closure
    closures club clubs cohort collection committee conference consultation contract course cover coverage crew
    dashboard data delivery digest dinner discharge discharges draft drop drop-in drop-ins dropin dropins edition
    elections email engagement evaluation event events fair festival figures film finance food forecast forum
    funding gathering group groups hampers handover headcount holiday holidays huddle in-tray induction info intake
    invoice invoices issue journal kitchen lecture letter letters list lists lunch lunches magazine mailing mailout
    market meal meals meeting meetings meetup minutes networking newsletter newsletters notes notice numbers open
    orders outreach pack paper papers party pathway patrol payment payments payroll performance pilot plan planning
    plans play policy post prayers presentation press programme project quiz rally rates referrals refresh reminder
    reopening report reporting reports results return returns review reviews rota rotas round rounds run rush sale
    school schools service services session sessions shift shifts show slot slots social sort spreadsheet staff
    stall statement stats steering stock strategy strike submission summary summit supervision surgery survey sweep
    table target targets task tasks team team's teams theme timetable total totals tour training trip trips update
    updates version video visit visits walk walks webinar weekend work workshop workshops youth
    """
)
# Welsh puts the thing first: "cyfarfod dydd Gwener" is Friday's meeting.
WELSH_THINGS = words_of(
    """
    adroddiad adroddiadau agenda agoriad brecwast cais cinio chyfarfod chyfarfodydd clinig clwb cofnodion cwrs cyfarfod
    cyfarfodydd cylchlythyr cyngerdd cynhadledd cynllun digwyddiad dosbarth ffair grwp gwasanaeth gyfarfod
    gylchlythyr gynllun newyddlen parti rhestr rota sesiwn sesiynau stondin ymweliad
    """
)
UNMUTATED = frozenset({"dydd", "nos", "bore", "prynhawn", "diwedd", "dechrau", "canol"})
# Its soft mutation makes a time adverbial: "ddydd Gwener" is on Friday, "fis Mawrth" in March.
ADVERBIAL = frozenset({"ddydd", "fis"})

# Somebody's Friday, or one Friday of many: a thing, unless a preposition leads up to it.
DETERMINERS = words_of(
    """
    a an another both her his its many most my no our some that the their these those usual what which whose your
    """
)

# Those of them that can stand for somebody or something: "I'll ring her Friday", "do that today".
PRONOUNS = words_of("all another any both her his many most some that these those")
# With a weekday they name one of many: "pick any Thursday".
ONE_OF_MANY = words_of("another any most")

# A day after these is where something began, what it is about, or what it is not.
NOT_A_DEADLINE_AFTER = words_of(
    """
    # @ about after all any between black bloody blue both casual cllr concerning cyber dated dr effective ers every
    except excepting excluding following freaky from gan giving happy instead isn't last lazy like mad manic miss
    most mr mrs ms not o o'r of ol past per previous re regarding rev ruby sheffield since sir small starting
    super than to versus vs wedi
    """
)

# The people who share their names with months, when the sentence goes on about them: "signed by Jan from the trust".
NAMES = frozenset({"M1", "M4", "M5", "M6"})
GOES_ON_ABOUT_A_PERSON = words_of("from at who whose & and or if when")

NOT_ADVERBS = words_of("assembly family supply rally monthly weekly fly july italy emily sally lily")
AN_OBJECT_FOLLOWS = words_of("me us him them everyone everybody all back up round out off together") | DETERMINERS

# "Monday check in with her" is something to do; "Monday update on beds" is a thing.
PARTICLES = words_of("in up out off over back round through down away into")

MOVING = words_of("move moved push pushed postpone put defer delay extend change reschedule bring shift")

PAST_VERBS = words_of(
    """
    agreed began brought came did felt found gave got had heard held kept left lost made met paid ran rang rose said
    sat saw sent showed spoke stood thought told took was went were won wrote
    """
)
WHO_OR_WHAT = words_of("what that which who we i they he she you whom everyone people")

# How a place or a person is on certain days: "we're closed on Fridays".
BEING = words_of("is are was were be he's she's it's we're they're you're who's office's")
OPEN_OR_CLOSED = words_of("available away busy closed free in off open out shut")

# Figures after these are no dates: section 3/4.
LABELS = words_of(
    """
    # $ annex appendix article bay case chapter clause figure figures flat grade house item items level line lines no
    number numbers page pages para paragraph paragraphs part parts phase point points question questions ratio ref room
    rooms score section sections step steps table ticket unit units v version ward £ €
    """
)
SHRINKING = words_of("cut cutting grow increase increased increasing lower reduce reduced reducing shrink")
UP_OR_DOWN = words_of("down up")
# What is reported ends here, and what is meant to be done goes on.
STILL_TO_COME = words_of("to will would should could must can and but so then . ; : ! ? i'll we'll he'd we'd i'd")
