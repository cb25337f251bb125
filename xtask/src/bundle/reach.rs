//! Who uses whom, by the linker's relocations: what only the entries of the later part reach comes later, function and
//! constant alike. Exact, tables of methods included: without a path from the first part nothing of it can be touched
//! before an entry was called.

#![expect(clippy::wildcard_enum_match_arm, reason = "wasm has hundreds of forms; few of them say who uses whom")]

use super::module::{ENTRIES, Module, Result, number};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasmparser::{
    BinaryReaderError, DataKind, ExternalKind, KnownCustom, Linking, Parser, Payload, RelocationEntry, RelocationType,
    SymbolInfo, TypeRef,
};

/// What comes later.
pub(super) struct Later {
    /// Names of functions.
    pub(super) functions: BTreeSet<String>,
    /// Addresses of constants, in order, apart from each other.
    pub(super) data: Vec<Range<u32>>,
}

/// A function by its number, or a constant by its place in [`Linked::symbols`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Thing {
    Function(u32),
    Constant(usize),
}

/// The linked module, as far as it tells who uses whom.
#[derive(Default)]
struct Linked<'a> {
    imported: u32,
    names: BTreeMap<u32, &'a str>,
    roots: Vec<Thing>,
    /// Where in the file the code and the constants begin, and the number of each section.
    code: (u64, u32),
    data: (u64, u32),
    sections: u32,
    /// The bodies of functions in the code section, by their start.
    bodies: Vec<(Range<u64>, u32)>,
    /// For each segment: its range in the data section, and its address.
    segments: Vec<(Range<u64>, u32)>,
    symbols: Vec<SymbolInfo<'a>>,
    relocations: Vec<(u32, RelocationEntry)>,
}

/// What of the module that wasm-bindgen has made of `linked` comes later.
pub(super) fn later(linked: &[u8], bound: &Module<'_>) -> Result<Later> {
    let mut file = Linked::default();
    for payload in Parser::new(0).parse_all(linked) {
        payload.and_then(|payload| file.section(payload)).map_err(|why| why.to_string())?;
    }
    if file.relocations.is_empty() {
        return Err("the linked module has no relocations: build.rs asks the linker for them".to_owned());
    }
    file.fits(bound)?;
    file.roots_of(bound);
    let graph = file.graph()?;
    let entries: BTreeSet<Thing> = file.entries().collect();
    let first = reached(&graph, file.roots.clone(), &entries);
    let all = reached(&graph, entries.into_iter().collect(), &BTreeSet::new());
    let later: Vec<Thing> = all.difference(&first).copied().collect();
    Ok(Later { functions: file.functions(&later), data: file.ranges(&later, &first) })
}

/// All that the roots reach without a step onto what is closed.
fn reached(
    graph: &BTreeMap<Thing, BTreeSet<Thing>>,
    mut open: Vec<Thing>,
    closed: &BTreeSet<Thing>,
) -> BTreeSet<Thing> {
    let mut seen = BTreeSet::new();
    while let Some(thing) = open.pop() {
        if !closed.contains(&thing) && seen.insert(thing) {
            open.extend(graph.get(&thing).into_iter().flatten());
        }
    }
    seen
}

impl<'a> Linked<'a> {
    fn section(&mut self, payload: Payload<'a>) -> std::result::Result<(), BinaryReaderError> {
        self.sections += u32::from(payload.as_section().is_some());
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.roots.push(Thing::Function(export.index));
                    }
                }
            }
            Payload::StartSection { func, .. } => self.roots.push(Thing::Function(func)),
            Payload::CodeSectionStart { unchecked_range, .. } => self.code = (unchecked_range.start, self.sections - 1),
            Payload::CodeSectionEntry(body) => {
                let function = self.imported + u32::try_from(self.bodies.len()).unwrap_or(u32::MAX);
                let range = body.range();
                self.bodies.push((range.start - self.code.0..range.end - self.code.0, function));
            }
            Payload::DataSection(data) => {
                let start = data.range().start;
                self.data = (start, self.sections - 1);
                for segment in data {
                    let segment = segment?;
                    let end = segment.range.end - start;
                    let address = match segment.kind {
                        DataKind::Active { offset_expr, .. } => number(&offset_expr),
                        DataKind::Passive => None,
                    };
                    let length = segment.data.len() as u64;
                    self.segments.push((end - length..end, address.unwrap_or(u32::MAX)));
                }
            }
            Payload::CustomSection(section) => self.custom(section.as_known())?,
            _ => {}
        }
        Ok(())
    }

    fn custom(&mut self, section: KnownCustom<'a>) -> std::result::Result<(), BinaryReaderError> {
        if let KnownCustom::Linking(linking) = section {
            for part in linking {
                if let Linking::SymbolTable(symbols) = part? {
                    self.symbols = symbols.into_iter().collect::<std::result::Result<_, _>>()?;
                }
            }
        } else if let KnownCustom::Reloc(relocations) = section {
            for entry in relocations.entries() {
                self.relocations.push((relocations.section_index(), entry?));
            }
        }
        Ok(())
    }
}

impl Linked<'_> {
    /// An older linked module would have almost the same names and other addresses.
    fn fits(&self, bound: &Module<'_>) -> Result<()> {
        let linked = self.segments.iter().map(|(range, at)| (*at, range.end - range.start));
        let same = linked.eq(bound.data.iter().map(|bytes| (bytes.at, bytes.bytes.len() as u64)));
        if same { Ok(()) } else { Err("the linked module and the one of wasm-bindgen are not of one build".to_owned()) }
    }

    /// What the page calls, and whatever cannot be found again by its name.
    fn roots_of(&mut self, bound: &Module<'_>) {
        for symbol in &self.symbols {
            if let SymbolInfo::Func { index, name: Some(name), .. } = symbol {
                self.names.insert(*index, name);
            }
        }
        let mut times: BTreeMap<&str, u32> = BTreeMap::new();
        for name in bound.names.values().chain(self.names.values()) {
            *times.entry(name).or_default() += 1;
        }
        let exported: BTreeSet<&str> = bound.exported.iter().map(|function| bound.name_of(*function)).collect();
        // Once here, once there.
        let stays = |name: &str| exported.contains(name) || times.get(name).is_some_and(|times| *times > 2);
        let roots = self.names.iter().filter(|(_, name)| stays(name));
        self.roots.extend(roots.map(|(function, _)| Thing::Function(*function)));
    }

    fn entries(&self) -> impl Iterator<Item = Thing> {
        self.names.iter().filter(|(_, name)| name.contains(ENTRIES)).map(|(function, _)| Thing::Function(*function))
    }

    fn graph(&self) -> Result<BTreeMap<Thing, BTreeSet<Thing>>> {
        let holders = self.holders();
        let mut graph: BTreeMap<Thing, BTreeSet<Thing>> = BTreeMap::new();
        for (section, relocation) in &self.relocations {
            let at = u64::from(relocation.offset);
            let user = if *section == self.code.1 {
                holder(&self.bodies, at).map(Thing::Function)
            } else if *section == self.data.1 {
                holder(&holders, at).map(Thing::Constant)
            } else {
                None
            };
            if let (Some(user), Some(used)) = (user, self.used(relocation)?) {
                graph.entry(user).or_default().insert(used);
            }
        }
        Ok(graph)
    }

    /// The constants by their place in the data section.
    fn holders(&self) -> Vec<(Range<u64>, usize)> {
        let place = |(index, symbol): (usize, &SymbolInfo<'_>)| {
            let SymbolInfo::Data { symbol: Some(symbol), .. } = symbol else { return None };
            let start = self.segments.get(symbol.index as usize)?.0.start + u64::from(symbol.offset);
            Some((start..start + u64::from(symbol.size), index))
        };
        let mut holders: Vec<_> = self.symbols.iter().enumerate().filter_map(place).collect();
        holders.sort_by_key(|(range, _)| (range.start, range.end));
        holders
    }

    /// What a relocation leads to. One of a kind that is not known here would be a use that nobody sees: it is refused.
    fn used(&self, relocation: &RelocationEntry) -> Result<Option<Thing>> {
        use RelocationType as Kind;
        let symbol = relocation.index as usize;
        match relocation.ty {
            Kind::FunctionIndexLeb | Kind::TableIndexSleb | Kind::TableIndexI32 | Kind::FunctionIndexI32 => {
                let Some(SymbolInfo::Func { index, .. }) = self.symbols.get(symbol) else { return Ok(None) };
                Ok(Some(Thing::Function(*index)))
            }
            Kind::MemoryAddrLeb | Kind::MemoryAddrSleb | Kind::MemoryAddrI32 => Ok(Some(Thing::Constant(symbol))),
            Kind::TypeIndexLeb | Kind::GlobalIndexLeb | Kind::TableNumberLeb | Kind::EventIndexLeb => Ok(None),
            Kind::SectionOffsetI32 | Kind::FunctionOffsetI32 => Ok(None),
            other => Err(format!("the linked module has a relocation of the kind {other:?}, which is not known")),
        }
    }

    fn functions(&self, things: &[Thing]) -> BTreeSet<String> {
        let name = |thing: &Thing| match thing {
            Thing::Function(function) => self.names.get(function).map(|name| (*name).to_owned()),
            Thing::Constant(_) => None,
        };
        things.iter().filter_map(name).collect()
    }

    /// The addresses of the constants among `later`, without those that `first` needs too.
    fn ranges(&self, later: &[Thing], first: &BTreeSet<Thing>) -> Vec<Range<u32>> {
        let kept: Vec<Range<u32>> = first.iter().filter_map(|thing| self.addresses(*thing)).collect();
        let meet = |a: &Range<u32>, b: &Range<u32>| a.start < b.end && b.start < a.end;
        let ranges = later.iter().filter_map(|thing| self.addresses(*thing));
        let mut ranges: Vec<_> = ranges.filter(|range| !kept.iter().any(|kept| meet(kept, range))).collect();
        ranges.sort_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<u32>> = Vec::new();
        for range in ranges {
            match apart.last_mut() {
                Some(last) if range.start <= last.end && !self.begins(range.start) => {
                    last.end = last.end.max(range.end)
                }
                _ => apart.push(range),
            }
        }
        apart
    }

    /// Whether a segment begins at the address.
    fn begins(&self, address: u32) -> bool {
        self.segments.iter().any(|(_, start)| *start == address)
    }

    fn addresses(&self, thing: Thing) -> Option<Range<u32>> {
        let Thing::Constant(symbol) = thing else { return None };
        let SymbolInfo::Data { symbol: Some(symbol), .. } = self.symbols.get(symbol)? else { return None };
        let start = self.segments.get(symbol.index as usize)?.1.checked_add(symbol.offset)?;
        Some(start..start.checked_add(symbol.size)?).filter(|range| !range.is_empty())
    }
}

/// The one that a place lies in, of what is sorted by its start.
fn holder<T: Copy>(sorted: &[(Range<u64>, T)], at: u64) -> Option<T> {
    let after = sorted.partition_point(|(range, _)| range.start <= at);
    sorted[..after].last().filter(|(range, _)| at < range.end).map(|(_, held)| *held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_an_entry_reaches_comes_later() {
        let f = Thing::Function;
        // 0 starts, calls 1 and the entry 2; 2 uses 1, 3 and a constant that holds 4.
        let graph = BTreeMap::from([
            (f(0), BTreeSet::from([f(1), f(2)])),
            (f(2), BTreeSet::from([f(1), f(3), Thing::Constant(0)])),
            (Thing::Constant(0), BTreeSet::from([f(4)])),
        ]);
        let entries = BTreeSet::from([f(2)]);
        let first = reached(&graph, vec![f(0)], &entries);
        assert_eq!(first, BTreeSet::from([f(0), f(1)]));
        let all = reached(&graph, vec![f(2)], &BTreeSet::new());
        let later: Vec<Thing> = all.difference(&first).copied().collect();
        assert_eq!(later, [f(2), f(3), f(4), Thing::Constant(0)]);
    }

    #[test]
    fn a_place_lies_in_one_or_in_none() {
        let sorted = [(4..8, 'a'), (8..9, 'b'), (20..24, 'c')];
        let found = [3, 4, 7, 8, 9, 23, 24].map(|at| holder(&sorted, at));
        assert_eq!(found, [None, Some('a'), Some('a'), Some('b'), None, Some('c'), None]);
    }
}
