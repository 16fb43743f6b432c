//! Records from JSON: `{"<product>": {"<table>": [{…}]}}`, with columns by their names.

use serde_json::{Map, Value as Json};

use crate::engine::{Changes, Engine, default_service};
use crate::schema::schemas;
use crate::store::{ROOT, Row, RowId, Sid, Value};
use crate::time::{Millis, parse_time};

/// Adds records. `owner` of a record is the SID of the record that owns it; the default service where it is left out.
///
/// Nothing is added if one of them is wrong.
pub(crate) fn load(engine: &mut Engine, json: &Json, now: Millis) -> Result<Changes, String> {
    let products = json.as_object().ok_or("records are a JSON object with a member for each product")?;
    let mut changes = Changes::new();
    let mut result = Ok(());
    for (key, tables) in products {
        let product = schemas().iter().position(|schema| schema.product.key == key);
        let (Some(product), Some(tables)) = (product, tables.as_object()) else {
            result = Err(format!("there is no product `{key}`, or it isn't an object of tables"));
            break;
        };
        result = load_product(engine, product, tables, now);
        if result.is_err() {
            break;
        }
    }
    for (product, store) in engine.stores.iter_mut().enumerate() {
        match result {
            Ok(()) => changes.extend(store.commit().into_iter().map(|id| (product, id))),
            Err(_) => store.rollback(),
        }
    }
    result.map(|()| changes)
}

fn load_product(engine: &mut Engine, product: usize, tables: &Map<String, Json>, now: Millis) -> Result<(), String> {
    let schema = &schemas()[product];
    if let Some(unknown) = tables.keys().find(|name| schema.table_id(name).is_none()) {
        return Err(format!("{} has no table `{unknown}`", schema.product.key));
    }
    // Owners come first: the catalogue lists tables in that order nearly everywhere.
    let mut order: Vec<_> = schema.tables.iter().collect();
    order.sort_by_key(|table| std::iter::successors(table.parent, |parent| schema.table(*parent).parent).count());
    for table in order {
        let Some(records) = tables.get(table.definition.name) else { continue };
        let records = records.as_array().ok_or(format!("`{}` is not a list", table.definition.name))?;
        for record in records {
            let record =
                record.as_object().ok_or(format!("a record of `{}` is not an object", table.definition.name))?;
            let row = read(engine, product, table.id, record, now)?;
            if engine.len() >= engine.max_records {
                return Err(format!("there may be {} records at most", engine.max_records));
            }
            engine.stores[product].insert(row);
        }
    }
    Ok(())
}

fn read(
    engine: &mut Engine,
    product: usize,
    table: crate::schema::TableId,
    record: &Map<String, Json>,
    now: Millis,
) -> Result<Row, String> {
    let Engine { stores, mint, .. } = engine;
    let store = &mut stores[product];
    let definition = store.schema.table(table).definition;
    let parent = owner(store, table, record)?;
    let time = |name: &str| record.get(name).and_then(Json::as_str).and_then(parse_time).unwrap_or(now);
    let sid = match (definition.sid, record.get("sid").and_then(Json::as_str)) {
        (None, _) => None,
        (Some(prefix), None) => Some(mint.sid(prefix)),
        (Some(prefix), Some(text)) => match Sid::parse(text).filter(|_| text.starts_with(prefix)) {
            Some(sid) if store.by_sid(sid).is_none() => Some(sid),
            _ => return Err(format!("`{text}` is no new SID of `{}`", definition.name)),
        },
    };
    let index = store.get(parent).map_or(0, |row| row.next_index);
    let mut row = Row {
        id: store.next_id(),
        table,
        sid,
        parent,
        created: time("date_created"),
        updated: time("date_updated"),
        index,
        next_index: 0,
        due: None,
        values: vec![Value::Null; definition.columns.len()].into(),
    };
    let mut set = vec![false; row.values.len()];
    for (name, value) in record {
        if ["sid", "owner", "date_created", "date_updated"].contains(&name.as_str()) {
            continue;
        }
        let column = store.schema.column(table, name);
        let column = column.ok_or(format!("`{}` has no column `{name}`", definition.name))?;
        row.values[column] = Value::from_json(value);
        set[column] = true;
    }
    crate::engine::fill_defaults(store, mint, &mut row, &set);
    for index in 0..store.schema.table(table).unique.len() {
        let key = store.unique_key(&row, index);
        if key.is_some_and(|(scope, key)| store.unique(table, index, scope, &key).is_some()) {
            return Err(format!("a record of `{}` has a key that another one has", definition.name));
        }
    }
    if definition.name == "message" {
        store.change(parent, |owner| owner.next_index += 1);
    }
    Ok(row)
}

fn owner(
    store: &crate::store::Store,
    table: crate::schema::TableId,
    record: &Map<String, Json>,
) -> Result<RowId, String> {
    let schema = store.schema.table(table);
    let Some(parent) = schema.parent else { return Ok(ROOT) };
    match record.get("owner").and_then(Json::as_str) {
        Some(sid) => store
            .by_sid_text(parent, sid)
            .map(|row| row.id)
            .ok_or(format!("`{sid}` owns no records of `{}`", schema.definition.name)),
        None => default_service(store)
            .filter(|_| store.schema.table(parent).definition.name == "service")
            .ok_or(format!("a record of `{}` needs the SID of its `owner`", schema.definition.name)),
    }
}
