//! The first part: the whole module without what comes later. Numbers stay as they are; what is left over without a use
//! is for wasm-opt to throw away.

use super::Cut;
use super::module::{Module, Result, number};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{CodeSection, ConstExpr, DataSection, Elements, ExportKind, ExportSection, Function, TableSection};
use wasmparser::{
    CustomSectionReader, Data, DataKind, ElementItems, ExportSectionReader, FunctionBody, TableSectionReader,
};

type Done = std::result::Result<(), Error<Infallible>>;

/// Under what the later part finds what it needs; functions have numbers.
pub(super) const MEMORY: &str = "memory";
pub(super) const TABLE: &str = "t";
pub(super) const GLOBAL: &str = "g";

/// The bytes of the first part of `whole`.
pub(super) fn encode(whole: &[u8], module: &Module<'_>, cut: &Cut) -> Result<Vec<u8>> {
    let mut first = First { module, cut, next: module.imported };
    let mut encoded = wasm_encoder::Module::new();
    first.parse_core_module(&mut encoded, wasmparser::Parser::new(0), whole).map_err(|why| why.to_string())?;
    Ok(encoded.finish())
}

struct First<'a> {
    module: &'a Module<'a>,
    cut: &'a Cut,
    /// The number of the next body.
    next: u32,
}

impl First<'_> {
    /// In the place of a function that comes later: a step into it, or nothing that could be called.
    fn stand_in(&self, function: u32) -> Function {
        let mut body = Function::new([]);
        let entry = self.cut.entries.iter().find(|(entry, _)| *entry == function);
        match (entry, self.module.function_type(function)) {
            (Some((_, slot)), Some(ty)) => {
                let mut code = body.instructions();
                for parameter in 0..u32::try_from(ty.params().len()).unwrap_or(0) {
                    code.local_get(parameter);
                }
                code.i32_const(slot.cast_signed()).call_indirect(0, self.module.functions[function as usize]).end();
            }
            _ => drop(body.instructions().unreachable().end()),
        }
        body
    }

    /// A function that comes later and that nothing here calls.
    fn nothing(&self) -> Option<u32> {
        let is_entry = |function: &u32| self.cut.entries.iter().any(|(entry, _)| entry == function);
        self.cut.functions.iter().find(|function| !is_entry(function)).copied()
    }
}

impl Reencode for First<'_> {
    type Error = Infallible;

    fn parse_custom_section(&mut self, module: &mut wasm_encoder::Module, section: CustomSectionReader<'_>) -> Done {
        // Names and producers are of no use to the browser; wasm-opt reads the features.
        if section.name() == "target_features" { utils::parse_custom_section(self, module, section) } else { Ok(()) }
    }

    fn parse_table_section(&mut self, tables: &mut TableSection, section: TableSectionReader<'_>) -> Done {
        for (index, table) in section.into_iter().enumerate() {
            let table = self.table_type(table?.ty)?;
            tables.table(if index == 0 { self.cut.with_entries(table) } else { table });
        }
        Ok(())
    }

    fn element_items<'a>(&mut self, items: ElementItems<'a>) -> std::result::Result<Elements<'a>, Error<Infallible>> {
        let ElementItems::Functions(functions) = items else { return utils::element_items(self, items) };
        let nothing = self.nothing();
        let mut kept = Vec::new();
        for function in functions {
            let function = function?;
            let later = self.cut.functions.contains(&function);
            kept.push(nothing.filter(|_| later).unwrap_or(function));
        }
        Ok(Elements::Functions(kept.into()))
    }

    fn parse_export_section(&mut self, exports: &mut ExportSection, section: ExportSectionReader<'_>) -> Done {
        let mut has_memory = false;
        for export in section {
            let export = export?;
            has_memory |= export.name == MEMORY;
            self.parse_export(exports, export)?;
        }
        for (number, function) in self.cut.shared.iter().enumerate() {
            exports.export(&number.to_string(), ExportKind::Func, *function);
        }
        for global in 0..u32::try_from(self.module.globals.len()).unwrap_or(0) {
            exports.export(&format!("{GLOBAL}{global}"), ExportKind::Global, global);
        }
        for table in 0..u32::try_from(self.module.tables.len()).unwrap_or(0) {
            exports.export(&format!("{TABLE}{table}"), ExportKind::Table, table);
        }
        if !has_memory {
            exports.export(MEMORY, ExportKind::Memory, 0);
        }
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Done {
        let function = self.next;
        self.next += 1;
        if self.cut.functions.contains(&function) {
            code.function(&self.stand_in(function));
        } else {
            code.raw(body.as_bytes());
        }
        Ok(())
    }

    fn parse_data(&mut self, data: &mut DataSection, datum: Data<'_>) -> Done {
        let DataKind::Active { offset_expr, .. } = &datum.kind else {
            return RoundtripReencoder.parse_data(data, datum);
        };
        let Some(at) = number(offset_expr) else { return RoundtripReencoder.parse_data(data, datum) };
        // Memory is zero at the start: wasm-opt leaves out what is.
        let bytes = (at..).zip(datum.data).map(|(at, byte)| if self.cut.holds(at) { 0 } else { *byte });
        data.active(0, &ConstExpr::i32_const(at.cast_signed()), bytes.collect::<Vec<u8>>());
        Ok(())
    }
}
