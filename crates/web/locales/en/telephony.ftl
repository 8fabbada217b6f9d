# Telephony: the key of an exchange.
place-telephony = Telephony
telephony-title = Telephony
telephony-lead = An exchange or a telephone program tells of calls: ringing, answered, ended. Whoever's extension rings gets the yellow sheet.
telephony-key = Key of the exchange
telephony-key-once = This key is shown once: copy it into the settings of the exchange.
telephony-key-is = There is a key. A new one puts the one before out of use.
telephony-key-none = There is no key yet: exchanges cannot tell of calls.
telephony-key-make = Make a key
telephony-key-new = Make a new key
telephony-copy = Copy
telephony-copied = The key is copied
telephony-how = How to tell of calls
telephony-how-help = An event is ringing, answered or ended; all events of a call give it the same name. Order and repetition do not matter. The time (at) may be left out: then it is now. Several events may come as a list.
