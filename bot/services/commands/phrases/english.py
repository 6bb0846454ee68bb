"""What people say who want something of us, in English: for each command its phrases, parted by semicolons."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "table.show": """
        show me the table; show the table; see the table; look at the table; open the table; view the table;
        how is the table doing; how are we doing; how are things going; how is it going at the table;
        what is happening; what is going on; what is happening at the table; what is going on at the table;
        where are we up to; where are we with everything; where do things stand; state of play; what is the latest;
        give me an overview; overview of the partnership; how is the partnership doing; summary of the table;
        what is due; what is coming up
    """,
    "meeting.show": "when is our next meeting; when do we meet next; when do we next meet",
    "table.more": "what else is there; show me more; what else can i see; what more is there to see",
    "table.who": """
        list everybody; list everyone here; who are all these people;
        who is at the table; who sits at the table; who sits here; who is round the table; who is involved;
        who else is involved; who is in this group; who are the members; list the members; who is part of this;
        who is on this partnership; which organisations are here; which organisations are involved;
        who is from the council; who are the partners; list of partners; who else is here;
        who do we have at the table; who is represented; people at the table; names of everyone here
    """,
    "quiet.answer": """
        who is quiet; who has gone quiet; who has been quiet; who went quiet; who seems quiet lately;
        who has gone silent; who has been silent; who has stopped coming; who stopped turning up; who is not coming;
        who has not been around; who have we not heard from; who have we not seen; who has not been in touch;
        who has not said anything; who has not replied for a while; who has disappeared; who has vanished;
        who have we lost; who are we losing; who is slipping away; who has drifted away; who has lost touch;
        who keeps missing meetings; who misses the meetings; who has not been to a meeting; who should i ring;
        who should i chase; who should i call; who needs a call; who needs chasing; is anyone drifting away;
        has anyone gone quiet; has anybody dropped out; is anybody quiet; who is absent; who has dropped out
    """,
    "part.show": """
        how do we look; how do we look to others; how do we look to the others; how does my organisation look;
        how are we seen; how do others see us; what do others see of us; how is my organisation doing;
        are we holding anyone up; is anyone waiting for us; who is waiting on us;
        what are people waiting for from us; are we pulling our weight; have we kept our word;
        what have we done so far; what do we owe the others; what does our organisation owe; are we the problem;
        are we the quiet ones; how are we doing as an organisation
    """,
    "digest.show": """
        show me the digest; weekly digest; weekly summary; weekly update; weekly round up; this week's news;
        what happened this week; what happened last week; what have people done this week; catch me up on the week;
        summary of the week; send me the digest; send me the weekly summary; news of the week; newsletter;
        what is in this week's digest; what went on this week
    """,
    "view.list": """
        what did everyone say; what has everybody said; what does everyone say about it;
        what do others say; what does everyone think; what do people think; what do the others think;
        what is everyone's view; what are the views; show me everyone's views; read the views; see the views;
        how does it look to others; how does it look from other seats; how do others see it;
        how do the others see it; what did the others write; other people's perspectives; perspectives;
        show me the perspectives; what is it like for the others; how does this look from the ward;
        what do other organisations think
    """,
    "view.give": """
        i want to give my view; give my view; add my view; share my view; say my view; change my view;
        write my view; i want to say how it looks from here; say how it looks from where i sit;
        let me say how i see it; can i give my perspective; i would like to give my perspective;
        can i say what i think; add my perspective; how do i give my view; update my view;
        tell people how it looks from here
    """,
    "view.withdraw": "delete my view; remove my view; withdraw my view; i want to take back my view",
    "commitment.list": """
        what have i committed to; my action points; have i missed anything; things i promised;
        what did i say i would do; what have i said i would do; what did i promise; what have i promised;
        what did i agree to; what have i agreed to do; what did i sign up for; what am i down for; what am i doing;
        what do i have to do; what do i need to do; what is on my list; my to do list; show my list; my actions;
        show me my actions; what are my actions; action list; my tasks; list my tasks; what do i owe;
        what do i owe people; am i late with anything; am i behind with anything; am i overdue; is anything overdue;
        what am i late with; have i forgotten anything; did i forget anything; what is outstanding for me;
        what is still open for me; what do i have open; what is due from me; when is mine due;
        show me my commitments; list my commitments; show me what i promised; remind me what i said;
        remind me what i said i would do; remind me what i promised; what is waiting for me;
        what are people waiting for from me; is anyone waiting for me; has anyone asked me for anything;
        did anybody ask me for something; what was asked of me
    """,
    "commitment.make": """
        i want to make a commitment; make a commitment; new commitment; add a commitment; add an action; new action;
        i want to promise something; make a promise; i want to take something on;
        i would like to commit to something; how do i commit to something; how do i make a commitment;
        how do i say what i will do; put me down for something; i want to offer to do something
    """,
    "commitment.done": """
        i have finished; i have finished it; i have done it; that is done; it is done; it is done now; all done;
        mark it as done; mark as done; tick it off; that is finished; i have sent it; i have done what i said;
        i have completed my action; completed
    """,
    "commitment.move": """
        i need more time; can i have more time; change the date; change my deadline; move the deadline;
        i need an extension; can i put it back; put it off; postpone it; i am running late with it; it will be late;
        move it to another day; i cannot make the deadline; push the date back
    """,
    "commitment.letgo": """
        i cannot do it; i cannot do it after all; i am not going to manage it; take it off my list; cancel it;
        cancel my commitment; drop my commitment; i want to drop it; i will not get to it; delete my commitment;
        let it go; remove my commitment
    """,
    "commitment.handon": """
        somebody else should do this; can someone else take it on; hand it over; pass it on to someone else;
        give it to somebody else; can i pass this to a colleague; hand over my commitment
    """,
    "commitment.ask": """
        i want to ask somebody for something; ask someone for something; ask someone to do something;
        i need something from someone; i need something from another organisation;
        how do i ask somebody for something; can i ask someone for something; i want to ask for help from someone;
        make a request; request something; ask another organisation for something
    """,
    "reflection.make": """
        i noticed something; i have noticed something; i want to note something; i want to reflect;
        make a reflection; add a reflection; write a reflection; new reflection; write down something i learned;
        i learned something; i want to record a learning; keep a thought; can i jot something down;
        jot something down; how do i make a note of something; i want to share something i noticed
    """,
    "reflection.list": """
        the things i noticed; list what i noticed;
        my reflections; show my reflections; what did i notice; what have i noticed; what did i reflect on;
        show me my notes; my notes; list my reflections; what have i written down; who can see my reflections;
        what did i learn
    """,
    "away.set": """
        i am away; i am going away; i will be away; i am on holiday; i am going on holiday; i am on leave;
        i am on annual leave; i am going on leave; i am off next week; i am away next week; i will be on leave;
        i am off sick; i am on maternity leave; i want to book leave; set me as away; mark me as away;
        i will not be here next week; i am out of the office; going on holiday
    """,
    "away.end": """
        i am back from leave; i am back from holiday; i am back at work; i have come back; i am here again;
        i am no longer away; i have returned; back at my desk; back from annual leave
    """,
    "messages.stop": """
        enough messages; that is enough messages; fewer messages; too many emails;
        stop messaging me; stop writing to me; stop sending me messages; stop emailing me; stop contacting me;
        stop sending me emails; stop these messages; stop these emails; no more messages; no more emails;
        no messages; do not write to me; do not message me; do not email me; do not contact me; don't write to me;
        don't message me; don't email me; don't contact me; i do not want messages; i don't want any more messages;
        i do not want any more messages; take me off the list; take me off this list; take me off the mailing list;
        turn off messages; turn the messages off; turn off notifications; mute; mute this; leave me in peace;
        go away; opt out; opt me out; too many messages
    """,
    "messages.start": """
        start messages; start messaging me again; start writing to me again; turn messages on; turn on messages;
        turn the messages back on; you can write to me again; write to me again; opt in; unmute; resume messages
    """,
    "messages.pause": """
        pause the messages; not this week; write to me later; write to me next month;
        do not write to me for a while; give me a break; leave me alone for a while; not until next month
    """,
    "table.leave": """
        i am leaving; i want to leave the table; i would like to leave; let me leave; take me off the table;
        i do not want to be part of this any more; i don't want to be part of this any more; i want out; i quit;
        i am leaving the partnership; how do i leave; i want to step down; remove me from the table;
        remove me from the group; take me out of this group; i am leaving my job; i am changing jobs
    """,
    "data.show": """
        everything you have on me; everything you hold about me; everything you know about me;
        what do you have on me; what do you know of me; what do you keep about me; what do you keep on me;
        what do you store about me; what information do you have about me; what information do you keep about me;
        what data do you have about me; show me my data; show my data; download my data; copy of my data;
        can i see my data; subject access request; what have you written down about me; what do you record about me;
        is my data safe; privacy; where is my data; what can you see about me
    """,
    "state.show": """
        how do you see me; what state am i in; am i on the list; have i gone quiet; when was i last here;
        do you think i am quiet; why do you think i am quiet; how do i look
    """,
    "data.erase": """
        delete my data; erase my data; delete everything about me; delete all my data; remove my data;
        remove everything about me; erase everything about me; wipe my data; right to be forgotten;
        delete my account; forget everything about me; get rid of my data
    """,
    "help.show": """
        i need help; can you help; can you help me; how does this work; how do you work; what is this; what are you;
        who are you; what do you do; what can i do here; what can i type; what can i ask you; what are the commands;
        list of commands; show me the commands; instructions; how do i use this; i do not know what to do;
        i don't know what to do; i am lost; what should i type; how do i start; i am confused; menu
    """,
    "table.missing": """
        who is missing; who is missing from the table; who should be here; who should be here and isn't;
        who should be at the table; who else should be here; who else do we need; who else should we invite;
        somebody is missing; someone is missing; we need somebody else at the table; we are missing somebody;
        who is not represented; we need another person at the table; add a missing chair; which seats are empty;
        name someone who should be here; empty chairs
    """,
    "table.invite": """
        invite someone; invite somebody; invite a colleague; i want to invite somebody; add a person; add someone;
        add a new member; add a colleague to the table; how do i invite people; bring someone in;
        bring in a colleague; add people; invite people; can i invite someone; invite more partners
    """,
    "table.answers": """
        who has said yes; has anyone answered; has everybody answered; how many have answered; have they answered;
        who has accepted the invitation; who has accepted; who replied to the invitation; how many said yes;
        did anyone answer the invitation; invitations still open
    """,
    "table.next": """
        what do i do next; what should i do next; what comes next; next step; what are the next steps
    """,
    "table.new": "start a new table; new table; set up a table; create a table; set up a new partnership",
    "effects.show": """
        do our messages work; do your messages work; are the messages any use; does anybody answer your messages;
        which messages work; how do your messages do
    """,
    "table.settings": """
        show me the settings; change the settings; open the settings; preferences; options; what are the settings;
        change the digest day; when does the digest come out; change the time of the digest; configure the table;
        how often do you write
    """,
    "link.make": """
        they cannot get in; somebody cannot log in; i need a link for someone; send a link; make a link;
        give me a link for somebody; they have not got the link; the link does not work for them
    """,
    "seat.organisation": """
        i have changed organisation; i work for another organisation now; change my organisation;
        set my organisation; my organisation is wrong; who do i sit for; which organisation am i with;
        i am with a different organisation
    """,
    "talk.off": "stop counting what i say in the channel; do not note my talk; stop watching the channel",
    "status.off": "stop looking at my status; do not look at my status; ignore my status",
}

# Before a day: "I'm on holiday till the 4th".
AWAY = """
    away; i'm away; i am away; i'll be away; i will be away; holiday; on holiday; i'm on holiday; i am on holiday;
    i'll be on holiday; i will be on holiday; on leave; i'm on leave; i am on leave; i'll be on leave; on annual leave;
    i'm on annual leave; i am on annual leave; i'll be on annual leave; i'm off; i am off; i'll be off; off work;
    i'm off work; i'm off sick; i'm not here; i'm not in; i'm out of the office; out of office; i'm not back;
    i won't be here; i won't be back
"""
UNTIL = ("until", "till", "til", "from")
