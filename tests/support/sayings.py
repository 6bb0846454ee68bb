"""What people say who have never read our commands, with the command they mean.

Partners, coordinators, residents, nurses: written as they would say and mistype it. Most of it stands in no list of
ours, so that it shows the matching.
"""

MEANT = {
    "meeting.show": """
        when's our next meeting
        when do we all meet next
        when are we meeting next
    """,
    "table.show": """
        shwo me the tabel
        whats going on at the table
        how's everything going
        Hi, could you tell me where we're up to please?
        hiya can i see the table
        what's happening with the partnership
        how is it all going
        whats the latest with this lot
        where have we got to
        just show me the table
        can you give me a quick overview
        Please can I see how the table is doing
        anything coming up soon?
        what's due soon
        give us the state of play
        how are things at the table
        can i look at the table plz
        so where are we with it all
    """,
    "table.who": """
        whos at the table
        who is sitting at the table
        who else is at this table?
        who's on the table
        can you tell me who's involved please
        which organisations are involved in this
        whos in the group
        who are all these people at the table
        what organisations are taking part here
        who are the members of this
        show me whos here
        list everyone at the table
        remind me who's round the table
        who are our partners
        could you give me the names of everybody here
    """,
    "quiet.answer": """
        whos gone quite
        who's gone a bit quiet
        who hasn't been around lately
        who have we not heard from in a while
        anyone gone quiet?
        who has been quiet recently
        who hasnt been to the meetings
        has anybody stopped coming
        who do I need to ring
        who should I be chasing up
        who's slipping away
        who have we lost along the way
        who keeps missing the meetings
        who isn't coming any more
        is anyone drifting off
        who havent we seen for ages
        who has gone of the radar and quiet
        who's dissapeared
        which partners have gone quiet
        show me who has gone quiet please
        who hasn't said anything for weeks
        Who's been silent since Christmas?
        who hasn't replyed for a while
        who's dropped off the map
        who has stoped turning up
    """,
    "part.show": """
        how do we come across to the others
        how do we look from outside
        is anyone waiting on us
        who's waiting for us
        are we holding people up
        have we kept our promises
        how's our organisation doing
        what do the others see of our organisation
        are we pulling our wieght
        what do we owe other organisations
        how do others see our trust
        are we the ones holding things up
    """,
    "digest.show": """
        can i have the weekly summary
        whats happend this week
        what did people do this week
        send me this weeks digest
        show me the weekly roundup
        could I see the digest please
        what went on last week
        give me the news of the week
        the weekly update please
        what have we all done this week
        any news this week
        show digest
    """,
    "view.list": """
        what does everyone else think
        what do other people think about it
        what did everybody else say
        show me what other people said
        show me the other views
        how do the others see things
        what's it look like from the other seats
        what do the other partners think
        can i read everyones views
        let me see the perspectives
        how does it look to the others
        what are peoples views
        could you show me other peoples perspectives
        what do the rest of them think
    """,
    "view.give": """
        i'd like to give my view
        can I add my view please
        I want to change my view
        how do i say how it looks from here
        I would like to share my perspective
        can i say how i see it
        id like to tell people how it looks from where i sit
        want to give my own perspective
        where do I put my view
    """,
    "commitment.list": """
        what did I say I'd do
        what did i say id do
        what have I promised again?
        remind me what I promised
        what am I supposed to be doing
        am i late with anything
        am i late with anythign
        have I got anything overdue
        am I behind on anything?
        whats on my list
        show me my to-do list
        what are my action points
        what have I signed up to
        what am i down to do
        what do I need to get done
        can you remind me what i agreed to
        what's outstanding for me
        have i forgoten anything
        what do i owe people
        show my actions please
        did I miss anything I promised
        has somebody asked me for anything
        what did I commit to
        is there anything waiting for me to do
        when is my stuff due
    """,
    "commitment.make": """
        i want to make a promise
        I'd like to make a commitment
        how do I promise something
        can i add an action
        id like to take something on
        how do i commit to something here
        i want to add a comitment
        new action please
    """,
    "commitment.ask": """
        how do I ask someone for something
        i need to ask somebody to do something
        can i ask another partner for something
        i want to ask one of the others for something
        I need something from another organization
        id like to request something
    """,
    "reflection.make": """
        ive noticed something
        I'd like to note something down
        i want to write a reflection
        can I jot something down please
        I've learned something I want to keep
        how do i add a reflexion
        want to write down something I noticed
    """,
    "reflection.list": """
        show me my reflections
        what have I noticed so far
        can i see my notes
        where are my reflections
        list the things i noticed
    """,
    "away.set": """
        im going on holiday
        I'm off on holiday next week
        i'm going to be away
        I am on anual leave
        on leave next week
        I'm on holidays
        i'm off on leave
        im away for a bit
        I'm on holiday till the 4th
        on annual leave until 15 February
        I'll be away until Monday week
        I'm off till Thursday
        I'm away from Monday till the 29th
        i am on leave till 3 March
    """,
    "data.show": """
        what do you know about me
        what info do you hold about me
        what data have you got on me
        what have you got on me
        can I see the data you keep about me
        id like to see my data
        what are you storing about me
        please show me everything you have on me
        I'd like a copy of my data
        what do you record on me
        what informaton do you keep on me
    """,
    "help.show": """
        i need some help
        how does this thing work
        how do i use you
        what are you for
        what can I say to you
        what can you actually do
        hi can you help me please
        I don't know what to do here
        who are you then
        what do i type
        hepl
        how do I work this
        what commands are there
    """,
    "table.missing": """
        who's missing
        who's missing from the table
        who else should be at the table
        who else do we need here
        somebody's missing from this table
        who isn't represented
        we need someone else round the table
        who should be here but isn't
    """,
    "table.invite": """
        i'd like to invite someone
        how do I invite a colleague
        can we add another person
        I want to add someone to the table
        how can I bring in somebody new
        invite a new partner
        add a new person please
    """,
    "table.answers": """
        who's accepted the invite
        how many people have answered
        has everyone replied to the invitation
        have people answered yet
        who has said yes so far
    """,
    "table.next": """
        whats the next step
        what should I be doing next
        what do I do now, whats next
    """,
    "table.settings": """
        where are the settings
        can I change the settings
        show settings please
        change what day the digest comes
        i want to change the digest time
    """,
}

IN_WELSH = {
    "table.show": """
        beth sy'n digwydd wrth y bwrdd
        dangoswch y bwrdd i mi os gwelwch yn dda
        alla i weld y bwrdd
        beth syn digwydd gyda'r bwrdd
        sut mae pethau yn mynd
        pryd mae'r cyfarfod nesa
        beth yw'r diweddara
        dangos y bwrd
        rhowch drosolwg i mi
    """,
    "table.who": """
        pwy sydd wrth y bwrdd?
        pwy sy wrth y bwrdd ma
        pwy yw'r aelodau i gyd
        pwy arall sydd wrth y bwrdd
        pwy yw ein partneriaid
        pa sefydliadau sydd wrth y bwrdd
        pwy sydd yn y grwp
    """,
    "quiet.answer": """
        pwy sy'n dawel
        pwy syn dawel iawn
        pwy sydd wedi mynd yn dawel yn ddiweddar
        pwy sydd wedi diflanu
        pwy sydd heb fod yma ers tro
        oes unrhyw un wedi mynd yn dawel
        pwy sydd heb fod yn y cyfarfodydd
        pwy ddylwn i ei ffonio
    """,
    "part.show": """
        sut ydyn ni'n edrych i eraill
        ydyn ni'n dal unrhyw un yn ôl
        oes unrhyw un yn aros amdanon ni
        sut mae'r lleill yn ein gweld ni
    """,
    "digest.show": """
        crynodeb yr wythnos os gwelwch yn dda
        dangos y crynodeb wythnosol
        beth ddigwyddodd wythnos diwethaf
        beth sydd wedi digwydd yr wythnos hon
        newyddion yr wythnos plis
    """,
    "view.list": """
        beth mae pawb arall yn ei feddwl
        beth mae'r lleill yn ei feddwl
        beth mae'r lleill yn ddweud
        dangoswch safbwyntiau pawb
        sut mae hi'n edrych i'r lleill
    """,
    "view.give": """
        hoffwn i rannu fy marn
        dw i eisiau newid fy marn
        alla i roi fy marn
    """,
    "commitment.list": """
        beth ddywedais i y byddwn i'n wneud
        beth wnes i addo ei wneud
        ydw i'n hwyr gydag unrhyw beth
        beth sydd ar fy rhestr i
        dangoswch fy ymrwymiadau
        beth sy angen i mi ei wneud
        ydw i wedi anghofio unrhyw beth
        be wnes i addo
    """,
    "commitment.make": """
        hoffwn i wneud ymrwymiad
        sut mae gwneud ymrwymiad newydd
    """,
    "reflection.make": """
        dwi wedi sylwi ar rywbeth
        hoffwn i nodi rhywbeth
    """,
    "away.set": """
        dwi ar wyliau
        dwi ar wyliau tan ddydd Llun
        rydw i ar wyliau wythnos nesaf
        bydda i i ffwrdd tan 15 Chwefror
    """,
    "data.show": """
        pa wybodaeth sydd gyda chi amdana i
        beth ydych chi'n gwybod amdana i
        dangoswch fy nata i mi
        pa ddata sydd gennych chi amdana i
    """,
    "help.show": """
        dwi angen help
        allwch chi fy helpu i
        sut mae hwn yn gweithio?
        beth alla i ei ofyn i chi
        beth alla i ei ddweud
    """,
    "table.missing": """
        pwy arall ddylai fod wrth y bwrdd
        pwy sydd ar goll o'r bwrdd
    """,
    "table.invite": """
        hoffwn i wahodd rhywun
        sut mae gwahodd cydweithiwr
    """,
}

# What changes something: offered with a button, and never done, unless it is word for word a phrase of ours.
CHANGES = {
    "messages.stop": """
        could you stop sending me all these messages
        please dont message me anymore
        stop emaling me
        i dont want these emails
        can you take me off your mailing list
        enough messages now
        im getting too many messages from you
        no more mesages please
        stopiwch anfon negeseuon ata i
        peidiwch anfon mwy o negeseuon
        dw i ddim eisiau mwy o negeseuon
    """,
    "messages.start": """
        turn my messages back on
        you can start messaging me again
    """,
    "table.leave": """
        i want to leave this table
        I'd like to leave the partnership
        how do I leave this group
        take me off this table
        im leaving my job
        hoffwn i adael y bwrdd
        dwi eisiau gadael
    """,
    "data.erase": """
        please delete all of my data
        delete everything you have about me
        can you wipe all my data
        i want my data deleted
        dileu fy nata i gyd
    """,
    "away.end": """
        im back from my holiday
        I've come back to work
    """,
    "view.withdraw": """
        please remove my view
        can you delete my view
    """,
    "commitment.done": """
        ive finished it
        I have done it now
        mark that as done
        dwi wedi gorffen
    """,
    "commitment.move": """
        could I have some more time
        I need a bit more time
        i want to change the date
    """,
    "commitment.letgo": """
        I can't do it after all
        take that off my list
    """,
}

# Promises, reflections, chat and answers: nothing of this is anything that we are asked to do.
NO_COMMAND = """
    I'll send the data by Friday
    I'll show you the table on Monday
    we'll find out who has gone quiet
    I will ring whoever has gone quiet
    we will send the void list by the end of the month
    I'm going to invite a colleague by Friday
    I can bring the figures to the next meeting
    leave it with me, I'll have a look at the table
    I promise to share my view before the meeting
    send the discharge data by Friday
    Ok I'll do it
    yes I'll help you with the settings
    I shall delete the old data by Tuesday
    We're going to stop sending letters by email
    I'll stop by the ward tomorrow
    I'll leave it on the table for you
    mi wna i anfon y data erbyn dydd Gwener
    bydda i'n ffonio'r ward yfory
    anfonaf y rhestr erbyn dydd Llun
    byddwn ni'n dangos y bwrdd i'r tîm erbyn dydd Iau
    the ward was quiet last night
    it's been a quiet week on the ward
    Sam has been quiet but he's fine, he's on nights
    families told us they had no idea who to ring
    we assumed that families knew the number
    the table in the day room is broken
    the patient was away for three days and nobody noticed
    nobody told the night staff about the new form
    the meeting on Tuesday was really useful
    discharge takes longer on Fridays because pharmacy closes early
    I think housing are doing their best
    everyone was tired and the room was too hot
    thanks, that was useful
    good point
    see you on Thursday
    sorry I missed it, my train was late
    it has been very busy here with two people off sick
    we've been short staffed so nothing has moved
    our manager has left and I'm covering two wards
    still waiting for the data from the council
    we moved the beds and it helped
    the list of voids was wrong again
    they stopped the bus to the hospital
    my mother has been in hospital since Sunday
    the resident wants to go home
    the data from Ward 9 was late again
    people leave because nobody rings them back
    roedd hi'n dawel ar y ward neithiwr
    mae'r teulu yn aros am dŷ
    diolch yn fawr, roedd hynny'n ddefnyddiol
    roedd y cyfarfod yn dda iawn
    wibble
    lol
    12345
    https://example.org/table
    :)
"""


def lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]


# Written after the phrases, and none was added for them.
AFTERWARDS = {
    "table.show": """
        can someone show me where things are up to
        how's it going with everybody
        what's the state of things at the minute
        tell me what's happening at the table
        what's coming up for us this month
        sut mae pethau wrth y bwrdd
        beth sydd yn digwydd ar hyn o bryd
    """,
    "table.who": """
        who've we got at the table these days
        which organisations sit here
        tell me who is in this partnership
        is there a list of the members
        who are the other people here
        pwy yw aelodau'r bwrdd
        pa sefydliadau sy'n rhan o hyn
    """,
    "quiet.answer": """
        whose gone quiet on us
        who's not been coming to meetings
        have we lost anybody
        who haven't we heard from this month
        who do you think I should call
        anyone been silent for a while?
        is there anybody who has stopped coming
        who went quite after the summer
        anybody drifting away from us
        who have you not heard from
        pwy sydd wedi stopio dod
        oes rhywun wedi diflannu
    """,
    "part.show": """
        how do other people see us
        what are others waiting for from our side
        have we been holding anyone up
        is somebody waiting on our organisation
        how do we look to everyone else
        pwy sydd yn aros amdanom ni
    """,
    "digest.show": """
        what did I miss this week
        can you show this week's summary
        resend me the digest
        what's happened over the last week
        what has everybody done this week
        beth ddigwyddodd yn ystod yr wythnos
        ga i grynodeb yr wythnos
    """,
    "view.list": """
        what do the other organisations say
        what have people said about how it looks
        how does everybody else see it
        I'd like to read what the others wrote
        what's everyone's perspective
        beth yw barn y lleill
        beth ddywedodd pawb arall
    """,
    "view.give": """
        I want to say how it looks from our ward
        I'd like to update my view
        can I tell you my view
        let me give my perspective
        dwi am roi fy marn
    """,
    "commitment.list": """
        what was it I promised
        what did I tell people I would do
        have I got any actions
        remind me of my commitments
        anything I'm late with?
        am I overdue on anything
        what's still on my plate
        what do I still owe
        what have I taken on
        which things did I say I'd do
        what are we waiting for me to do
        do I have anything outstanding
        did anyone ask me for anything
        ydw i wedi addo rhywbeth
        beth ydw i fod i'w wneud
        beth sydd gen i ar fy rhestr
    """,
    "commitment.make": """
        I want to promise the group something
        how would I make a commitment
        could I take on an action
    """,
    "commitment.ask": """
        how can I ask another organisation for something
        I want to ask someone to do something for us
    """,
    "reflection.make": """
        I noticed something today
        can i write down something i learnt
        I'd like to record a reflection
    """,
    "reflection.list": """
        show the notes I made
        what were my reflections
    """,
    "away.set": """
        im off on annual leave next week
        I'll be on holiday until the 20th of February
        I am going away for two weeks
        dwi'n mynd ar wyliau
        rydw i ar wyliau tan ddydd Gwener
    """,
    "data.show": """
        what information have you got about me
        can you tell me what you know about me
        what's stored about me
        I want to see all the data you have on me
        pa wybodaeth ydych chi'n ei chadw amdana i
    """,
    "help.show": """
        can you give me a hand
        how do I use this thing
        what is this for
        I'm lost, help
        what sort of things can I ask
        sut ydw i'n defnyddio hwn
        helpwch fi os gwelwch yn dda
    """,
    "table.missing": """
        who's not here who should be
        who do we still need at the table
        I think somebody is missing here
    """,
    "table.invite": """
        can I bring a colleague in
        how do we add somebody
        I need to invite some people
    """,
    "table.answers": "have they all answered the invitation",
    "table.settings": "how do I change the settings for this table",
    "messages.stop": """
        I don't want you to message me
        stop sending me things
        get me off this list
        please no more emails from you
        peidiwch â'm negeseuo i
    """,
    "data.erase": "I want you to delete everything on me",
    "table.leave": "I want to come off the table",
    "commitment.move": "can I get an extension on it",
}

AFTERWARDS_NO_COMMAND = """
    I'll get the list of voids over to you on Monday
    We will see who can cover the shift
    the social worker was away so it waited a week
    nobody knew who was meant to ring the family
    we thought someone else had asked housing
    I could do with more staff on nights
    he has been on the ward for six weeks now
    we had a meeting with the council and it went well
    the family were told on Friday that he could go home
    it took four phone calls to find a bed
    what the family needs is a ground floor flat
    when the lift breaks nobody can leave the building
    people said the letter was hard to read
    who knew that it would take this long
    if the data is late again we can't plan the week
    show and tell was lovely yesterday
    I have been quiet because my dad is ill
    yes that is fine by me
    still working on it, nearly there
    mae pawb yn brysur iawn yr wythnos hon
    roedd y teulu wedi aros am dair wythnos
    rydym ni wedi bod yn aros am yr allweddi
    I'll stop emailing the old address
    we should leave the beds where they are
    please thank Priya for the cakes
    the new form is on the table by the door
    our view of the car park is terrible
    Jo is leaving at the end of March
    can't wait for the weekend
    we missed the bus so we missed the meeting
"""
