//! Where a business or its verb ends, and the goods or the talk after it begin.

use super::super::lexicon::Tag;
use super::super::line::Kind;
use super::super::work::Work;
use super::turns;

/// Whether something that is wanted stands between `from` and the end of the clause.
pub(super) fn goods_follow(work: &Work<'_>, from: usize, clause_end: usize) -> bool {
    (from..clause_end).any(|k| {
        work.free(k)
            && (matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed) && !premises(work, k + 1)
                || work.has(k, Tag::Want) && work.free(k))
    })
}

/// Whether the word counts what a business consists of: "таксопарк 60 машин", "отель на 14 номеров".
pub(super) fn premises(work: &Work<'_>, k: usize) -> bool {
    work.has(k, Tag::Premises)
}

pub(super) fn after_place(work: &Work<'_>, k: usize) -> bool {
    k > 0 && matches!(work.key(k - 1), "в" | "на" | "из" | "под" | "по" | "г" | "возле" | "около" | ".")
}

/// The rest of a clause that holds nothing but the business: "лаборатория анализа воды", "ателье пошив штор".
pub(super) fn whole_tail(work: &Work<'_>, from: usize, clause_end: usize, goods: bool) -> Option<usize> {
    let first = work.key(from);
    let begins = super::super::shapes::leans(first)
        || super::super::shapes::is_adjective(first)
        || work.has_any(from, &[Tag::Service, Tag::BusinessHead])
        || matches!(first, "по" | "для" | "на" | "в" | "с" | "из" | "под");
    let plain = (from..clause_end).all(|k| {
        work.is_word(k)
            && work.free(k)
            && !turns(work, k)
            && (!work.tokens[k].capital || after_place(work, k))
            && !work.has_any(k, &[Tag::Post, Tag::TalkVerb, Tag::Chatter, Tag::Done])
            && !super::super::steps::is_past(work.key(k))
            && !matches!(work.key(k), "у" | "а" | "но" | "они" | "ему" | "им" | "ей")
    });
    (!goods && begins && plain && clause_end - from <= 5).then_some(clause_end)
}

/// What leans on the head: genitives, "по камню", "на вокзале", "на 14 номеров".
pub(super) fn russian_tail(work: &Work<'_>, from: usize, clause_end: usize, after_noun: bool) -> usize {
    let mut end = from;
    let mut noun = after_noun;
    while end < clause_end && end - from < 7 && work.free(end) && !turns(work, end) {
        let key = work.key(end);
        let counts = matches!(work.tokens[end].kind, Kind::Number) && premises(work, end + 1);
        if counts {
            end += 2;
            continue;
        }
        let beside = key == "у" && !matches!(work.key(end + 1), "них" | "него" | "нее" | "нас" | "вас" | "меня");
        if (matches!(key, "по" | "для" | "на" | "в" | "из" | "под" | "с") || beside) && end + 1 < clause_end && work.free(end + 1)
        {
            let at = end + 1;
            if matches!(work.tokens[at].kind, Kind::Number) && premises(work, at + 1) {
                end = at + 2;
                continue;
            }
            if !work.is_word(at) || work.tokens[at].capital && key == "с" || turns(work, at) || work.has_any(at, &[Tag::Function])
            {
                break;
            }
            let adjective = super::super::shapes::is_oblique_adjective(work.key(at))
                && at + 1 < clause_end
                && work.is_word(at + 1)
                && work.free(at + 1)
                && super::super::shapes::leans(work.key(at + 1));
            end = at + 1 + usize::from(adjective);
            noun = true;
            continue;
        }
        // A number counts a thing: the word before it is the goods' own ("сварочный цех электроды 3 мм").
        let counted = |k: usize| {
            work.tokens.get(k + 1).is_some_and(|t| matches!(t.kind, Kind::Number | Kind::Mixed))
                && !premises(work, k + 2)
                && k + 1 < clause_end
        };
        let fits = |k: usize| {
            work.is_word(k)
                && !counted(k)
                && !work.tokens[k].capital
                && super::super::shapes::leans(work.key(k))
                && !work.has_any(k, &[Tag::Function, Tag::Unit, Tag::Chatter, Tag::Post, Tag::TalkVerb, Tag::Regular])
                && !super::super::shapes::is_present_verb(work.key(k))
        };
        if key == "и" && end + 1 < clause_end && work.free(end + 1) && fits(end + 1) {
            noun = !super::super::shapes::is_oblique_adjective(work.key(end + 1));
            end += 2;
        } else if fits(end) && (!noun || super::super::shapes::is_genitive_plural(key)) {
            noun = !super::super::shapes::is_oblique_adjective(key);
            end += 1;
        } else if work.is_word(end) && matches!(key, "оптом" | "мелким" | "крупным" | "опт" | "розница" | "пвх")
        {
            end += 1;
        } else {
            break;
        }
    }
    without_link(work, from, end)
}

/// In English the head stands last: only "of" and "for" go on, and a place is left out.
pub(super) fn english_tail(work: &Work<'_>, from: usize, clause_end: usize, goods: bool) -> usize {
    let mut end = from;
    while end < clause_end && work.is_word(end) && work.free(end) && work.has(end, Tag::BusinessHead) && !work.tokens[end].capital
    {
        end += 1;
    }
    if matches!(work.key(end), "of" | "for") && end + 1 < clause_end && work.is_word(end + 1) && !goods {
        end += 1;
        while end < clause_end && work.is_word(end) && work.free(end) && !turns(work, end) && end - from < 5 {
            if matches!(work.key(end), "in" | "at" | "near" | "from" | "up" | "out" | "down" | "with") {
                break;
            }
            end += 1;
        }
    }
    without_link(work, from, end)
}

pub(super) fn without_link(work: &Work<'_>, from: usize, mut end: usize) -> usize {
    while end > from
        && (matches!(
            work.key(end - 1),
            "и" | "and" | "-" | "в" | "на" | "они" | "she" | "they" | "а" | "но" | "with" | "с" | "для" | "по" | "of" | "for"
        ) || work.mark_char(end - 1).is_some())
    {
        end -= 1;
    }
    end
}

/// Where the object of a verb of doing ends; goods with a quantity may follow it without a comma: "чистят бассейны хлор 20 кг".
pub(super) fn object_end(work: &Work<'_>, from: usize) -> usize {
    let whole = extent(work, from);
    let counted = (from..whole).any(|k| matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed) && !premises(work, k + 1));
    if work.english || !counted || whole <= from + 1 || !work.is_word(from) {
        return whole;
    }
    let mut noun = from;
    while noun < whole
        && work.is_word(noun)
        && (super::super::shapes::is_adjective(work.key(noun))
            || super::super::shapes::is_oblique_adjective(work.key(noun))
            || work.has(noun, Tag::Function))
    {
        noun += 1;
    }
    let end = russian_tail(work, (noun + 1).min(whole), whole, false);
    let new_phrase = end < whole && work.is_word(end) && !work.has(end, Tag::Unit);
    if new_phrase { end } else { whole }
}

/// "фрукты оптом возит": the object stands before the verb that ends its clause.
pub(super) fn object_before(work: &Work<'_>, verb: usize) -> Option<usize> {
    let mut from = verb;
    while from > 0 && !work.breaks(from - 1) && work.free(from - 1) && work.is_word(from - 1) && verb - from < 4 {
        from -= 1;
    }
    while from < verb && matches!(work.key(from), "они" | "он" | "она" | "сами" | "сам" | "и" | "а" | "мы" | "у" | "них")
    {
        from += 1;
    }
    let plain = (from..verb).all(|k| !work.has_any(k, &[Tag::Want, Tag::Chatter, Tag::Post, Tag::Regular, Tag::Call]));
    (from < verb && plain && !work.has(verb, Tag::TalkVerb) && work.breaks(verb + 1)).then_some(from)
}

/// The object of an English verb: words up to a turn; before counted goods it takes one word and its "for ..." or "in ...".
pub(super) fn english_object(work: &Work<'_>, from: usize) -> usize {
    let whole = extent(work, from);
    let counted = (from..whole).any(|k| matches!(work.tokens[k].kind, Kind::Number | Kind::Mixed));
    if !counted {
        return whole;
    }
    let mut end = from + 1;
    while end + 1 < whole && matches!(work.key(end), "for" | "of" | "and" | "to") && work.is_word(end + 1) {
        end += 2;
    }
    end
}

/// A genitive after a Russian head: "производство мебели", "служба доставки".
pub(super) fn activity_tail(work: &Work<'_>, from: usize) -> usize {
    let mut end = from;
    while end < work.tokens.len()
        && end - from < 4
        && work.is_word(end)
        && !work.breaks(end)
        && !turns(work, end)
        && !work.has_any(end, &[Tag::Function, Tag::City, Tag::Chatter])
        && !work.tokens[end].capital
    {
        end += 1;
    }
    end
}

pub(super) fn extent(work: &Work<'_>, from: usize) -> usize {
    let mut k = from;
    while k < work.tokens.len() && !work.breaks(k) && !turns(work, k) && k - from < 14 {
        k += 1;
    }
    // A list goes on over a comma where "и" closes it: "строим дома, бани и гаражи".
    if work.mark_char(k) == Some(',') && k == from + 1 {
        let end = (k + 1..work.tokens.len()).find(|&x| work.breaks(x)).unwrap_or(work.tokens.len());
        let short = end - k - 1;
        let plain = (k + 1..end).all(|x| {
            (work.is_word(x))
                && !turns(work, x)
                && !work.tokens[x].capital
                && !work.has_any(x, &[Tag::Chatter, Tag::Post, Tag::City])
        });
        let closes = (k + 1..end).any(|x| matches!(work.key(x), "и" | "and")) && k + 2 < end;
        if plain && closes && short <= 4 {
            return end;
        }
    }
    k
}
