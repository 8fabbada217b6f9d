// Every page of the product, for those who look at all of them.
export const PLACES = ["/", "/clients", "/letters", "/letters?list=all", "/letters?list=own", "/journal", "/today", "/portraits", "/phrases", "/questions", "/playbook", "/unfinished", "/people", "/telephony", "/mailboxes", "/mailboxes/new", "/preferences", "/keys"];
