// Every page of the product, for those who look at all of them.
export const PLACES = ["/", "/clients", "/journal", "/today", "/portraits", "/phrases", "/questions", "/playbook", "/unfinished", "/people", "/telephony", "/preferences", "/keys"];
