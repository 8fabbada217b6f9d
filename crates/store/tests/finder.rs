//! Finding clients in an office of several segments: the same answers as reading every client, on both engines.

use app::ports::{ClientQuery, Tx};
use domain::text::{digits, fold};
use domain::time::Time;
use testkit::both_engines;
use testkit::office::{self, MadeClient, OPENED};
use yellowsheet_store::StoreError;

const CLIENTS: i64 = 5200;

fn fits(made: &MadeClient, query: &ClientQuery) -> bool {
    match query {
        ClientQuery::Digits(run) => digits(&made.phone.value).contains(run),
        ClientQuery::Words(parts) => {
            let words = format!(" {} {}", fold(&made.client.name), fold(&made.person.full_name()));
            parts.iter().all(|part| words.contains(part.as_str()))
        }
    }
}

#[tokio::test]
async fn a_large_office_is_searched_as_if_every_client_were_read() {
    let words = |parts: &[&str]| ClientQuery::Words(parts.iter().map(|part| (*part).to_owned()).collect());
    let mut queries = vec![
        words(&["иванов"]),
        words(&["петр", "строй"]),
        words(&["строй", "петр"]),
        words(&["монтаж"]),
        words(&["анов"]),
        words(&["ан", "строй"]),
        words(&["юрий", "олегович", "1"]),
        words(&["гидромастер"]),
        words(&["семенов", "фед"]),
        words(&["нетникого"]),
    ];
    let mut made: Vec<MadeClient> = (0..CLIENTS).map(|number| office::client(3, number)).collect();
    for number in (0..CLIENTS).step_by(400) {
        let phone = digits(&made[usize::try_from(number).unwrap()].phone.value);
        queries.extend([&phone[7..], &phone[4..8], &phone[..], &phone[5..8]].map(|run| ClientQuery::Digits(run.to_owned())));
    }
    // Contacts in an order of their own, some clients several times.
    let touched: Vec<(usize, Time)> = (0..3000_i64)
        .map(|step| {
            let index = usize::try_from(step * 7919 % CLIENTS).unwrap();
            (index, Time::from_micros(OPENED.micros() + CLIENTS * 1000 + step))
        })
        .collect();
    for (index, at) in &touched {
        made[*index].client.last_contact = *at;
    }
    for database in both_engines() {
        let store = database.open();
        let size = office::Size { clients: CLIENTS, interactions: 0, of_one: 0, seed: 3 };
        office::fill(&store, size).await.unwrap();
        let touches: Vec<_> = touched.iter().map(|(index, at)| (made[*index].client.id, *at)).collect();
        let touch = move |tx: &mut dyn Tx| touches.iter().try_for_each(|(id, at)| tx.touch_client(*id, *at));
        store.write(touch).await.unwrap();
        for query in &queries {
            let mut expected: Vec<_> =
                made.iter().filter(|made| fits(made, query)).map(|made| (made.client.last_contact, made.client.id)).collect();
            expected.sort_by_key(|hit| std::cmp::Reverse(*hit));
            expected.truncate(20);
            let asked = query.clone();
            let found = store.read(move |tx| -> Result<_, StoreError> { tx.find_clients(&asked, 20) }).await.unwrap();
            let found: Vec<_> = found.iter().map(|hit| (hit.last_contact, hit.id)).collect();
            assert_eq!(found, expected, "{query:?} on {:?}", database.engine);
        }
    }
}
