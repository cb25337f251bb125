//! The later part: a module that lives in the memory and the tables of the first one and calls its functions.

use super::Cut;
use super::first::{GLOBAL, MEMORY, TABLE};
use super::module::{Module, Result};
use std::collections::BTreeMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, EntityType, FunctionSection,
    ImportSection, TypeSection,
};

/// The name of the first part among the imports of the later one.
const FROM: &str = "first";

/// The bytes of the later part.
pub(super) fn encode(module: &Module<'_>, cut: &Cut) -> Result<Vec<u8>> {
    let mut encoded = wasm_encoder::Module::new();
    let mut numbers = Numbers::of(cut);
    encoded.section(&types(module).map_err(|why| why.to_string())?);
    encoded.section(&imports(module, cut).map_err(|why| why.to_string())?);
    let mut functions = FunctionSection::new();
    for function in &cut.functions {
        functions.function(module.functions[*function as usize]);
    }
    encoded.section(&functions);
    encoded.section(&elements(module, cut, &numbers));
    let mut code = CodeSection::new();
    for body in cut.functions.iter().filter_map(|function| module.body(*function)) {
        numbers.parse_function_body(&mut code, body.clone()).map_err(|why| why.to_string())?;
    }
    encoded.section(&code);
    encoded.section(&data(module, cut)?);
    if let Some(features) = module.features {
        encoded.section(&CustomSection { name: "target_features".into(), data: features.into() });
    }
    Ok(encoded.finish())
}

/// Numbers of functions here, by their numbers in the whole module.
struct Numbers(BTreeMap<u32, u32>);

impl Numbers {
    fn of(cut: &Cut) -> Self {
        Self(cut.shared.iter().chain(&cut.functions).copied().zip(0..).collect())
    }
}

impl Reencode for Numbers {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> std::result::Result<u32, Error<Infallible>> {
        Ok(self.0[&function])
    }
}

fn types(module: &Module<'_>) -> std::result::Result<TypeSection, Error<Infallible>> {
    let mut types = TypeSection::new();
    for ty in &module.types {
        types.ty().func_type(&RoundtripReencoder.func_type(ty.clone())?);
    }
    Ok(types)
}

fn imports(module: &Module<'_>, cut: &Cut) -> std::result::Result<ImportSection, Error<Infallible>> {
    let mut imports = ImportSection::new();
    for (number, function) in cut.shared.iter().enumerate() {
        let ty = module.functions[*function as usize];
        imports.import(FROM, &number.to_string(), EntityType::Function(ty));
    }
    for (number, table) in module.tables.iter().enumerate() {
        let table = RoundtripReencoder.table_type(*table)?;
        let table = if number == 0 { cut.with_entries(table) } else { table };
        imports.import(FROM, &format!("{TABLE}{number}"), table);
    }
    if let Some(memory) = module.memory {
        imports.import(FROM, MEMORY, RoundtripReencoder.memory_type(memory)?);
    }
    for (number, global) in module.globals.iter().enumerate() {
        imports.import(FROM, &format!("{GLOBAL}{number}"), RoundtripReencoder.global_type(*global)?);
    }
    Ok(imports)
}

/// The functions of this part take their places in the table.
fn elements(module: &Module<'_>, cut: &Cut, numbers: &Numbers) -> ElementSection {
    let runs = module.runs.iter().flat_map(|run| (run.at..).zip(run.functions.iter().copied()));
    let mut places: BTreeMap<u32, u32> = runs.filter(|(_, function)| cut.functions.contains(function)).collect();
    places.extend(cut.entries.iter().map(|(function, slot)| (*slot, *function)));
    let mut elements = ElementSection::new();
    let mut run: Vec<u32> = Vec::new();
    for (slot, function) in &places {
        run.push(numbers.0[function]);
        if !places.contains_key(&(slot + 1)) {
            let start = slot + 1 - u32::try_from(run.len()).unwrap_or(0);
            let functions = std::mem::take(&mut run);
            elements.active(None, &ConstExpr::i32_const(start.cast_signed()), Elements::Functions(functions.into()));
        }
    }
    elements
}

/// The constants that only this part reads.
fn data(module: &Module<'_>, cut: &Cut) -> Result<DataSection> {
    let mut data = DataSection::new();
    for range in &cut.data {
        let held = module.data.iter().find_map(|bytes| {
            let start = range.start.checked_sub(bytes.at)? as usize;
            bytes.bytes.get(start..start + range.len())
        });
        let bytes = held.ok_or_else(|| format!("the bytes at {range:?} are not those of one segment"))?;
        data.active(0, &ConstExpr::i32_const(range.start.cast_signed()), bytes.iter().copied());
    }
    Ok(data)
}
