# Clients, journal, output, playbook.
more = Show more
print = Print
any = any
clients-title = Clients
clients-search = A name, a company or any part of a phone number
clients-none = No clients yet
clients-none-help = The first one appears when you record the first call.
clients-not-found = Nobody found
clients-not-found-help = Try a part of the name, the company, or the last digits of the number.
clients-first-only = The first { $count } are shown. Type a little more.
client-card = Client card
client-responsible = { $name } is responsible
client-deputy = { $name } is responsible, { $deputy } stands in now
client-nobody = Nobody is responsible
client-last-contact = last contact
client-people = People and phones
person-nameless = No name
client-inn = Tax number
client-edit = Change
client-form = Legal form
client-name = Name
client-kind = Who it is
client-standing = Standing
client-responsible-field = Responsible
client-saved = Changes saved.
address-remove = Remove numbers and addresses
address-add = Add a phone number or e-mail
address-add-help = The others stay.
facts-title = What we know
facts-none = Nothing learned yet.
fact-refused = did not want to say
fact-guess = a guess
fact-unknown = unknown
promises-title = Promises
step-call-back = Call back
step-send-offer = Send an offer
step-send-invoice = Send an invoice
step-send-documents = Send documents
step-meet = Meet
step-ship = Ship
step-other = Do
duplicates-title = { $count ->
    [one] This looks like one more client
   *[other] This looks like { $count } more clients
}
merge-do = Merge
merge-done = The two cards are merged. This can be undone.
merge-undone = The merge is undone.
merge-was = Merged with another card by { $who },
merge-undo = Undo the merge
problem-not-an-inn = A tax number has 10 or 12 digits.
problem-same-client = This is one and the same client.
problem-already-undone = Already undone.
problem-merged-again = This card has been merged with another one since.
timeline-title = History
timeline-search = Search the history
timeline-newest = To the newest
timeline-empty = No history yet
timeline-empty-help = Everything said and written will stand here, newest first.
timeline-not-found = Nobody said or wrote this
timeline-not-found-help = Try another word; its form does not matter.
contact-call = { $direction ->
    [in] Call, incoming
   *[out] Call, outgoing
}
contact-letter = { $direction ->
    [in] Letter, incoming
   *[out] Letter, outgoing
}
contact-document = { $direction ->
    [in] Document, incoming
   *[out] Document, outgoing
}
contact-meeting = Meeting
journal-title = Journal of calls
journal-period = { $from } – { $until }
journal-export = Download for Excel
journal-empty = No calls in this period
journal-empty-help = Change the period or drop some of the conditions.
journal-when = When
journal-client = Client
journal-call = Call
journal-length = Length
journal-employee = Employee
journal-type = Work type
journal-words = Noted
number-hidden = number hidden
filter-from = From
filter-until = To
filter-direction = Direction
filter-outcome = Outcome
filter-order = Order
filter-text = Words, a name or a number
filter-do = Show
order-newest = newest first
order-oldest = oldest first
csv-date = Date
csv-time = Time
csv-number = Number
csv-seconds = Seconds talked
csv-evidence = Evidence
today-title = Output today
today-other = Output, { $date }
today-day = Day
today-against-elapsed = P against time elapsed
today-against-day = P against the day
today-credited = Sum of norms
today-elapsed = Working time elapsed
today-of-day = of { $day }
today-bar-help = Yellow: credited of the day. The tick: working time elapsed.
today-units = Work units
today-empty = Nothing credited yet
today-empty-help = A unit appears as soon as you record a call with its type.
today-norm = Norm
unit-over-limit = not credited: this number has its { $limit } for the day
today-counted = Credited
today-sum = Total
today-team = Employees
portraits-title = Portraits
portraits-lead = A type of work is recognised by its portrait; the norm says how much time it is worth.
portrait-provisional = provisional
portrait-provisional-help = This norm has not been timed yet.
portrait-includes = Included in the norm
portrait-examples = Examples
portrait-counter-examples = Looks alike, another type
class-letter = Letters
class-call-in = Incoming calls
class-call-out = Outgoing calls
class-document = Documents
class-internal = Internal work
count-steps = { $count ->
    [one] { $count } step
   *[other] { $count } steps
}
count-positions = { $count ->
    [one] { $count } position
   *[other] { $count } positions
}
count-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
count-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
limit-up-to = up to { $most }
limit-from = { $least } and more
limit-between = { $least } to { $most }
limit-none = no limit
phrases-title = Phrases
phrases-lead = What the guide suggests and what it brings. The better ones are offered more often, the others are not forgotten.
phrases-variant = Variant
phrases-said = Said
phrases-learned = Learned
phrases-share = Share
phrase-greet = Greeting
phrase-ask = Question
phrase-answer = Answer
phrase-promise = Promise
phrase-close = Closing
questions-title = Open questions
questions-lead = Callers asked this and the playbook has no answer. For the author of the playbook.
questions-empty = Every question is answered
questions-empty-help = When no answer is found, an employee sends the question here right from the talk.
questions-close = Answered
playbook-none = No playbook is installed
playbook-none-help = Without it there are no suggestions and no work types. Restart the program: it installs its own.
playbook-version = version { $version }
playbook-facts = Facts
playbook-phrases = Phrases
playbook-positions = Positions
playbook-answers = Answers
playbook-types = Work types
playbook-versions = Versions
playbook-name = Playbook
playbook-number = Version
playbook-installed = Installed
playbook-hash = Fingerprint
playbook-in-force = in force
playbook-help = What was recorded under an older version stays as it was.
unfinished-title = Unfinished sheets
unfinished-lead = Sheets of employees that have waited for a work type for more than a day. Nothing is credited without a type.
unfinished-empty = Every sheet is finished
unfinished-empty-help = A sheet appears here when it has waited for more than a day.
