//! A small module, cut in two.

use super::module::{ENTRIES, Module};
use super::reach::Later;
use super::{Cut, first, later};
use std::collections::BTreeSet;
use std::ops::Range;
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, ImportSection, MemorySection, MemoryType, NameMap, NameSection, RefType,
    TableSection, TableType, TypeSection,
};
use wasmparser::Operator;

const START: u32 = 1;
const ENTRY: u32 = 2;
const HELPER: u32 = 3;

/// The page's function 0; `start` calls `called`; the entry calls the helper, which calls the page.
fn whole(called: u32) -> Vec<u8> {
    let mut module = wasm_encoder::Module::new();
    let mut types = TypeSection::new();
    types.ty().function([], []);
    module.section(&types);
    let mut imports = ImportSection::new();
    imports.import("page", "f", EntityType::Function(0));
    module.section(&imports);
    let mut functions = FunctionSection::new();
    functions.function(0).function(0).function(0);
    module.section(&functions);
    let table =
        TableType { element_type: RefType::FUNCREF, table64: false, minimum: 3, maximum: Some(3), shared: false };
    module.section(TableSection::new().table(table));
    let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
    module.section(MemorySection::new().memory(memory));
    module.section(ExportSection::new().export("start", ExportKind::Func, START));
    let table = Elements::Functions([HELPER, START].as_slice().into());
    module.section(ElementSection::new().active(None, &ConstExpr::i32_const(1), table));
    let mut code = CodeSection::new();
    for callee in [called, HELPER, 0] {
        let mut body = Function::new([]);
        body.instructions().call(callee).end();
        code.function(&body);
    }
    module.section(&code);
    module.section(DataSection::new().active(0, &ConstExpr::i32_const(100), *b"firstlater"));
    module.section(&CustomSection { name: "target_features".into(), data: [0].as_slice().into() });
    let mut names = NameMap::new();
    let entry = format!("_ZN{ENTRIES}4keysE");
    for (number, name) in [(START, "start"), (ENTRY, &entry), (HELPER, "helper")] {
        names.append(number, name);
    }
    let mut section = NameSection::new();
    section.functions(&names);
    module.section(&section);
    module.finish()
}

fn comes_later(data: Range<u32>) -> Later {
    let functions = [format!("_ZN{ENTRIES}4keysE"), "helper".to_owned()];
    Later { functions: BTreeSet::from(functions), data: vec![data] }
}

fn cut(whole: &[u8]) -> Result<(Module<'_>, Cut), String> {
    let module = Module::read(whole)?;
    let cut = module.cut(&comes_later(105..110))?;
    Ok((module, cut))
}

fn operators<'a>(module: &Module<'a>, function: u32) -> Vec<Operator<'a>> {
    let reader = module.body(function).unwrap().get_operators_reader().unwrap();
    reader.into_iter().map(|operator| operator.unwrap()).collect()
}

#[test]
fn the_first_part_steps_into_the_later_one_through_the_table() {
    let whole = whole(ENTRY);
    let (module, cut) = cut(&whole).unwrap();
    let bytes = first::encode(&whole, &module, &cut).unwrap();
    let first = Module::read(&bytes).unwrap();
    assert_eq!((first.tables[0].initial, first.tables[0].maximum), (4, Some(4)));
    assert!(matches!(operators(&first, START)[0], Operator::Call { function_index: ENTRY }));
    let step = operators(&first, ENTRY);
    assert!(matches!(step[..2], [Operator::I32Const { value: 3 }, Operator::CallIndirect { .. }]), "{step:?}");
    assert!(matches!(operators(&first, HELPER)[0], Operator::Unreachable));
    assert_eq!(first.data[0].bytes, b"first\0\0\0\0\0");
    assert!(first.names.is_empty(), "names are not for the browser");
}

#[test]
fn the_later_part_takes_its_places_in_table_and_memory() {
    let whole = whole(ENTRY);
    let (module, cut) = cut(&whole).unwrap();
    let bytes = later::encode(&module, &cut).unwrap();
    let later = Module::read(&bytes).unwrap();
    assert_eq!((later.imported, later.functions.len()), (1, 3));
    let runs: Vec<_> = later.runs.iter().map(|run| (run.at, run.functions.clone())).collect();
    assert_eq!(runs, [(1, vec![2]), (3, vec![1])], "the helper where it was, the entry in a new place");
    assert!(matches!(operators(&later, 1)[0], Operator::Call { function_index: 2 }));
    assert!(matches!(operators(&later, 2)[0], Operator::Call { function_index: 0 }));
    assert_eq!((later.data[0].at, later.data[0].bytes), (105, b"later".as_slice()));
}

#[test]
fn a_call_past_the_entries_is_refused_by_name() {
    let refused = cut(&whole(HELPER)).err().unwrap();
    assert_eq!(refused, "start is loaded first and calls helper, which comes later");
}
