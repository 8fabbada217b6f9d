# What the mail server answers an employee's program, and what the program writes to the employee.
gate-no-type = The letter was not sent: it has no work type.
gate-unknown-type = The letter was not sent: there is no type “{ $word }”.
gate-two-types = The letter was not sent: two different types are given, it needs one.
gate-note-missing = The letter was not sent: with the type “Not listed” say what it was: [t: code what it was] in the subject.
gate-note-too-long = The letter was not sent: the note to its type is longer than 500 characters.
gate-not-a-machine = The letter was not sent: the type of machine letters is for machines only.
gate-likely = It looks like: { $types }
gate-how-tag = Add [t: { $code }] to the subject and send it again.
gate-how-address = Or put { $address } into Cc and send it again.
gate-how-page = Or choose the type on the page: { $link }
gate-unknown-author = The letter was not sent: nobody knows who writes it. Sign in to the mail server under your own name.
gate-later = Letters cannot be checked now. Nothing is lost: try again in a few minutes.
gate-notice-subject = The letter “{ $subject }” waits for its work type
gate-notice-text =
    The letter “{ $subject }” to { $to } did not leave: { $why }

    It looks like:
    { $types }

    Choose the type and send it with one click: { $link }

    The letter is kept, nothing has to be typed again.
