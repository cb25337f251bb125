//! The module that wasm-bindgen has made, as far as the cut needs to know it. Changes nothing.

#![expect(clippy::wildcard_enum_match_arm, reason = "wasm has hundreds of forms; the cut needs few of them")]

use super::Cut;
use super::reach::Later;
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{
    BinaryReaderError, ConstExpr, Data, DataKind, Element, ElementItems, ElementKind, ExternalKind, FuncType,
    FunctionBody, GlobalType, KnownCustom, MemoryType, Name, Operator, Parser, Payload, TableType, TypeRef,
};

/// What stands in the way, in words.
pub(super) type Result<T> = std::result::Result<T, String>;

/// In the mangled name of each function of `src/app/later.rs`.
pub(super) const ENTRIES: &str = "10pilothouse3app5later";

/// A run of functions in the table of functions.
pub(super) struct Run {
    pub(super) at: u32,
    pub(super) functions: Vec<u32>,
}

/// Bytes of the memory at the start.
pub(super) struct Bytes<'a> {
    pub(super) at: u32,
    pub(super) bytes: &'a [u8],
}

/// A module in memory.
#[derive(Default)]
pub(super) struct Module<'a> {
    pub(super) types: Vec<FuncType>,
    /// The type of each function, those that are imported first.
    pub(super) functions: Vec<u32>,
    pub(super) imported: u32,
    pub(super) bodies: Vec<FunctionBody<'a>>,
    pub(super) globals: Vec<GlobalType>,
    pub(super) tables: Vec<TableType>,
    pub(super) memory: Option<MemoryType>,
    /// The table of functions, which is the first table.
    pub(super) runs: Vec<Run>,
    /// Part of that table is filled in a way that is not known here.
    odd_table: bool,
    pub(super) data: Vec<Bytes<'a>>,
    pub(super) names: BTreeMap<u32, &'a str>,
    pub(super) exported: BTreeSet<u32>,
    pub(super) features: Option<&'a [u8]>,
}

impl<'a> Module<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            payload.and_then(|payload| module.section(payload)).map_err(|why| why.to_string())?;
        }
        if module.odd_table {
            return Err("the table of functions is filled in a way that is not known".to_owned());
        }
        Ok(module)
    }

    fn section(&mut self, payload: Payload<'a>) -> std::result::Result<(), BinaryReaderError> {
        match payload {
            Payload::TypeSection(types) => {
                self.types = types.into_iter_err_on_gc_types().collect::<std::result::Result<_, _>>()?;
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.import(import?.ty);
                }
            }
            Payload::FunctionSection(types) => {
                for ty in types {
                    self.functions.push(ty?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                for memory in memories {
                    self.memory = Some(memory?);
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.exported.insert(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => drop(self.exported.insert(func)),
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.run(element?)?;
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(data) => {
                for data in data {
                    self.data.extend(bytes_of(data?)?);
                }
            }
            Payload::CustomSection(section) => {
                if section.name() == "target_features" {
                    self.features = Some(section.data());
                } else if let KnownCustom::Name(names) = section.as_known() {
                    for name in names {
                        self.name(name?)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn import(&mut self, ty: TypeRef) {
        match ty {
            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
                self.functions.push(ty);
                self.imported += 1;
            }
            TypeRef::Global(global) => self.globals.push(global),
            TypeRef::Table(table) => self.tables.push(table),
            TypeRef::Memory(memory) => self.memory = Some(memory),
            TypeRef::Tag(_) => {}
        }
    }

    fn run(&mut self, element: Element<'a>) -> std::result::Result<(), BinaryReaderError> {
        let ElementKind::Active { table_index: None | Some(0), offset_expr } = element.kind else { return Ok(()) };
        match (number(&offset_expr), element.items) {
            (Some(at), ElementItems::Functions(functions)) => {
                let functions = functions.into_iter().collect::<std::result::Result<_, _>>()?;
                self.runs.push(Run { at, functions });
            }
            _ => self.odd_table = true,
        }
        Ok(())
    }

    fn name(&mut self, name: Name<'a>) -> std::result::Result<(), BinaryReaderError> {
        if let Name::Function(names) = name {
            for naming in names {
                let naming = naming?;
                self.names.insert(naming.index, naming.name);
            }
        }
        Ok(())
    }

    /// A function that is defined here.
    pub(super) fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies.get(function.checked_sub(self.imported)? as usize)
    }

    pub(super) fn function_type(&self, function: u32) -> Option<&FuncType> {
        self.types.get(*self.functions.get(function as usize)? as usize)
    }

    pub(super) fn name_of(&self, function: u32) -> &'a str {
        self.names.get(&function).copied().unwrap_or("a function without a name")
    }

    /// The functions that a function names in its code.
    fn calls(&self, function: u32) -> Result<BTreeSet<u32>> {
        let mut calls = BTreeSet::new();
        let Some(body) = self.body(function) else { return Ok(calls) };
        let operators = body.get_operators_reader().map_err(|why| why.to_string())?;
        for operator in operators {
            match operator.map_err(|why| why.to_string())? {
                Operator::Call { function_index }
                | Operator::ReturnCall { function_index }
                | Operator::RefFunc { function_index } => drop(calls.insert(function_index)),
                _ => {}
            }
        }
        Ok(calls)
    }

    /// Where the cut goes, checked: the first part may call into the later one only where it waits for it.
    pub(super) fn cut(&self, later: &Later) -> Result<Cut> {
        // What is imported is the page's, whoever uses it.
        let defined = self.names.range(self.imported..);
        let named = defined.filter(|(_, name)| later.functions.contains(**name));
        let functions: BTreeSet<u32> = named.map(|(function, _)| *function).collect();
        let is_entry = |function: &u32| self.name_of(*function).contains(ENTRIES);
        let (mut entries, mut shared) = (BTreeSet::new(), BTreeSet::new());
        for function in 0..u32::try_from(self.functions.len()).unwrap_or(u32::MAX) {
            let comes_later = functions.contains(&function);
            for callee in self.calls(function)? {
                match (comes_later, functions.contains(&callee)) {
                    (true, false) => drop(shared.insert(callee)),
                    (false, true) if is_entry(&callee) => drop(entries.insert(callee)),
                    (false, true) => {
                        let (caller, callee) = (self.name_of(function), self.name_of(callee));
                        return Err(format!("{caller} is loaded first and calls {callee}, which comes later"));
                    }
                    (true, true) | (false, false) => {}
                }
            }
        }
        if let Some(exported) = self.exported.intersection(&functions).next() {
            return Err(format!("{} comes later, but the page calls it", self.name_of(*exported)));
        }
        if entries.is_empty() {
            return Err("nothing of src/app/later.rs was found".to_owned());
        }
        let size = self.tables.first().map_or(0, |table| table.initial);
        let size = u32::try_from(size).map_err(|why| why.to_string())?;
        Ok(Cut {
            functions,
            entries: entries.into_iter().zip(size..).collect(),
            data: later.data.clone(),
            shared: shared.into_iter().collect(),
        })
    }
}

/// Bytes with a fixed address.
fn bytes_of(data: Data<'_>) -> std::result::Result<Option<Bytes<'_>>, BinaryReaderError> {
    let DataKind::Active { offset_expr, .. } = data.kind else { return Ok(None) };
    Ok(number(&offset_expr).map(|at| Bytes { at, bytes: data.data }))
}

/// The value of an expression that is a plain number.
pub(super) fn number(expression: &ConstExpr<'_>) -> Option<u32> {
    match expression.get_operators_reader().read() {
        Ok(Operator::I32Const { value }) => Some(value.cast_unsigned()),
        _ => None,
    }
}
