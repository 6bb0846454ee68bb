"""Who may say which sentence of the documents, as text: tests read it here, and never from the program.

DESIGN 5 lets whoever looks on read, and DESIGN 3 names what is a coordinator's. What is somebody's own (what they said
they'd do, what they noticed, their days, their data) is theirs to say in any seat; what is the table's, or asks
something of others, is for its partners.
"""

COORDINATORS = """
what next
/table invite Sam Okoye <sam@ward9.example> of Ward 9 Trust
/table answers
/table link for @Sam Okoye
/table @Sam Okoye sits for Ward 9 Trust
use wording 2
/table meeting Thursday 2pm at the town hall
move the meeting to Friday 3pm
cancel the meeting because it snows
/table came @Sam Okoye @Jo Lee
/table fill a GP with Sam Okoye <sam@ward9.example>
/table sponsor Dr Lewis <lewis@ward9.example> for Ward 9 Trust
/table end sponsor for Ward 9 Trust
/table draft for Ward 9 Trust
/table close
/table what messages do
/table switch off check-ins
/table switch on check-ins
/table ring @Sam Okoye
/table won't ring @Sam Okoye
/table rang @Sam Okoye: still in
/table in the way of @Sam Okoye: time
undo the call to @Sam Okoye
/table leave be @Sam Okoye until 4 January
/table don't leave @Sam Okoye be
/table ask the table what's in the way
"""
PARTNERS = """
if only housing would ring us before noon
/table spoke to @Sam Okoye on Tuesday
undo spoke to @Sam Okoye on Tuesday
/table ask @Sam Okoye to share the void list
/table missing a GP
/table view we ring eleven numbers
/table worth it if beds are freed by Fridays
/table challenge people leave hospital with nowhere fit to live
I recognise this
nearly: people wait in hospital for want of a home
not how we see it
/table say back @Sam Okoye you ring eleven numbers
/table strand housing checks
rename strand 2 to housing checks
end strand 2, every flat is checked now
/table lead @Sam Okoye on housing checks
I'll lead housing checks
/table convene @Jo Lee together with me
I'd convene
/table actions Sam: share the void list by Friday
/table outcome fewer nights on a ward for want of a home
reached outcome 1 because nobody waits any more
drop outcome 1 because the council has taken it on
/table measure 1 31 nights from the ward's own count
/table try ring the ward at nine every day for two weeks
keep try 1 because families ask for it
change try 1 to ring at ten because nobody picks up before
stop try 1 because we learned that nobody picks up
share try 1 with Northside Care
check in with me
answer the debrief
/table in our way: time
"""
WHOEVER_SITS_OR_LOOKS_ON = """
/commit send the discharge data by Friday
/commit list
done 3
move 3 to Tuesday
let go 3
hand on 3 to @Sam Okoye
plan 3 when the Tuesday meeting ends then send it
skip 3
repeat 3 every week
yes to 3 by Friday
smaller 3 send last month's figures
not us 3
bring in 3 @Sam Okoye
I'm in on 3
count us out of 3
it helped 3
stuck 3
3 belongs to housing checks
towards 2: 5
/reflect we assumed families knew the number
/reflect another question
it's changed 2 the ward rings first now
/reflect list
share 2 with my name
take back commitment 3
take back 2
/table
/table more
/table quiet
that isn't so
/table who looked
/table our part
/table map
/table who
/table digest
/table settings
I sit for Ward 9 Trust
/table views
take back my view
take back what it would be worth
/table challenge
/table challenge versions
take back my wording
/table said back
take back what I said back 3
/table strands
I can't lead housing checks any more
/table convening
I can't convene any more
/table thanks @Sam Okoye for the void list
take back my thanks
/table meetings
add the meeting to my calendar
apologies
/table deputy Ann Bell
/table ambition
/table outcomes
/table tries
/table catch me up
don't check in with me
/table sponsors
/table hand on my seat to @Una Fox
I'd rather not be the sponsor any more
I'll sort it
/table step back
/table leave with a word
/table leave
/table debrief
don't offer me twenty minutes
offer me twenty minutes again
/table away until 4 January
I'm back
I work Tuesdays and Thursdays
stop
pause messages
start
don't read my status
read my status
don't count my talk
count my talk
I was invited as sam@ward9.example
/table my data
/table erase me
/table language Welsh
/table that isn't right we kept three, not two
/table contested
ask after me as usual
take back what's in our way
don't name me to newcomers
name me to newcomers
/table my state
I was away from 3 May to 20 May
I was here on 12 April
help
"""
ANYBODY_AT_ALL = """
/table new
/table here
"""
BY_WHOM = {
    "coordinators": COORDINATORS,
    "partners": PARTNERS,
    "whoever sits or looks on": WHOEVER_SITS_OR_LOOKS_ON,
    "anybody": ANYBODY_AT_ALL,
}
FOR = {sentence: whom for whom, lines in BY_WHOM.items() for sentence in lines.strip().splitlines()}
# What each is told who may not, and what is said to whoever may.
REFUSALS = {"coordinators": "Only a coordinator can do that here.", "partners": "You're at this table to look on"}
MAY = {
    "coordinator": {"coordinators", "partners", "whoever sits or looks on", "anybody"},
    "partner": {"partners", "whoever sits or looks on", "anybody"},
    "observer": {"whoever sits or looks on", "anybody"},
    "sponsor": {"whoever sits or looks on", "anybody"},
    "outsider": {"anybody"},
}
