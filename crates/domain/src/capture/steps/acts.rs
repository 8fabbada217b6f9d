//! Meeting, shipping and finding out.

use super::super::lexicon::Tag;
use super::super::time::When;
use super::super::work::{Owner, Work};

pub(super) fn meet(work: &Work<'_>, i: usize, n: usize, clause: usize, end: usize, times: &[When]) -> Option<f64> {
    let key = work.key(i);
    let timed = times.iter().any(|t| t.from >= clause && t.to <= end && t.due.is_some());
    let before = i.checked_sub(1).map_or("", |b| work.key(b));
    let requested = work.within(clause, i, Tag::Request);
    // "dashcam fitting for 9 cars", "ветеринар на выезде": a service or a way of working, no visit of ours.
    let service = key == "fitting" && i > clause && !matches!(before, "a" | "the" | "for" | "to" | "and") && !timed;
    if service || before == "на" && key == "выезде" {
        return None;
    }
    if matches!(before, "на" | "по" | "из" | "с" | "после" | "о" | "от" | "last" | "after" | "our" | "для" | "for" | "in")
        && !requested
        && !timed
        && !matches!(before, "на" | "for")
    {
        return None;
    }
    if matches!(
        key,
        "демо"
            | "demo"
            | "tour"
            | "show"
            | "showing"
            | "presentation"
            | "inspection"
            | "survey"
            | "measure"
            | "measuring"
            | "in"
            | "come"
            | "visiting"
            | "viewing"
            | "осмотр"
            | "показать"
            | "подойдет"
            | "подойти"
            | "показ"
            | "on-site"
            | "onsite"
            | "measurement"
            | "measurements"
    ) {
        let verb = requested
            || timed
            || (i == clause && end - i <= 6)
            || matches!(before, "a" | "book" | "arrange" | "schedule" | "to" | "and" | "и");
        return verb.then_some(0.8);
    }
    if (key.starts_with("экскурс") || key == "tour") && !requested && !timed
        || key == "подойдет"
        || key == "встречный"
        || key == "встречные"
        || key.starts_with("показател")
        || key.starts_with("осмотрит")
    {
        return None;
    }
    if matches!(key, "visit" | "visiting")
        && matches!(work.key(i + n), "our" | "your" | "the")
        && work.key(i + n + 1) == "website"
    {
        return None;
    }
    // Wanted works that are sold as such ("нужен осмотр ...") stay wishes without a time; a measuring is always a step.
    Some(if timed { 0.93 } else { 0.82 })
}

pub(super) fn ship(work: &Work<'_>, i: usize, (clause, end): (usize, usize), times: &[When]) -> Option<f64> {
    let key = work.key(i);
    let before = i.checked_sub(1).map_or("", |b| work.key(b));
    let timed = times.iter().any(|t| t.from >= clause && t.to <= end && t.due.is_some());
    // "ships wine" is a trade where no time stands beside it.
    if matches!(before, "когда" | "when") || key == "ships" && !timed {
        return None;
    }
    if key == "delivered" && matches!(before, "shows" | "was" | "been" | "is" | "already" | "says" | "got" | "as") {
        return None;
    }
    let verb = ["достави", "привез", "отгруз", "отвез", "завез", "подвез", "довез", "ship", "deliver", "dispatch", "drop"]
        .iter()
        .any(|s| key.starts_with(s))
        && !matches!(key, "delivery" | "shipment" | "shipping");
    if matches!(
        before,
        "с" | "со" | "with" | "including" | "без" | "и" | "по" | "for" | "про" | "о" | "за" | "free" | "стоимость" | "services"
    ) && !verb
    {
        return None;
    }
    if verb {
        let wish = (clause..i).any(|k| matches!(work.key(k), "чтобы" | "who" | "можете" | "сможете"));
        let noun = matches!(key, "отгрузка" | "отгрузку" | "отгрузки" | "отгрузке");
        return (!wish && (!noun || timed || i == clause)).then_some(0.88);
    }
    let wanted = work.within(clause, i, Tag::Want);
    (timed && !wanted && end - clause <= 9 || timed && i == clause).then_some(0.8)
}

pub(super) fn find_out(work: &Work<'_>, i: usize, (clause, end): (usize, usize), times: &[When]) -> bool {
    let key = work.key(i);
    let before = i.checked_sub(1).map_or("", |b| work.key(b));
    let client_wants = (clause..i).any(|k| {
        matches!(
            work.key(k),
            "хочет"
                | "хотел"
                | "хотела"
                | "хотят"
                | "хотели"
                | "wants"
                | "want"
                | "would"
                | "wanted"
                | "чтобы"
                | "можно"
                | "интересует"
                | "желает"
                | "calling"
                | "звонит"
                | "звонил"
                | "звонила"
                | "like"
                | "trying"
        )
    });
    let asked_us = (clause..i).any(|k| {
        matches!(
            work.key(k),
            "просит"
                | "просил"
                | "просила"
                | "попросил"
                | "попросила"
                | "просят"
                | "надо"
                | "нужно"
                | "нам"
                | "обещал"
                | "обещала"
                | "обещали"
                | "asked"
                | "asks"
                | "promised"
                | "need"
                | "we'll"
                | "i'll"
                | "we"
                | "must"
                | "договорились"
        )
    });
    if client_wants && !asked_us {
        return false;
    }
    let timed = times.iter().any(|t| t.from >= clause && t.to <= end && t.due.is_some());
    let leads = i == clause
        || matches!(before, "и" | "and" | "to" | "please" | "а" | "then" | "потом" | "надо" | "нужно" | "сначала")
        || work.owners.get(i.wrapping_sub(1)) == Some(&Owner::Time)
        || asked_us;
    let plain = matches!(
        key,
        "резерв"
            | "ответить"
            | "подобрать"
            | "check"
            | "report"
            | "confirm"
            | "confirmed"
            | "ответим"
            | "reply"
            | "remind"
            | "respond"
            | "advise"
            | "tell"
            | "inform"
            | "reserve"
            | "подберем"
            | "разобраться"
            | "подтвердить"
            | "согласовать"
    );
    leads && (!plain || timed || i == clause || asked_us)
}
