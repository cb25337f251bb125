//! `view!` for the console: Leptos' syntax for elements and components, but each element becomes a chain of calls of
//! `crate::ui::dom::Dom`, which is one type. Leptos' own macro makes every element, attribute and closure a type of its
//! own, and each brings its own copy of the code that builds, updates and removes it: several times as much wasm.
//!
//! Components and their properties are Leptos' own. Not supported, because the console does not need it: spread
//! attributes, directives on components, generics of components.

mod component;
mod element;

use proc_macro2::TokenStream;
use quote::quote;
use rstml::Infallible;
use rstml::node::{Node, NodeElement};
use syn::spanned::Spanned;

/// Draws elements and components; the value is an `AnyView`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match rstml::parse2(tokens.into()) {
        Ok(nodes) => views(&nodes).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// Some nodes as one view.
fn views(nodes: &[Node]) -> TokenStream {
    match nodes {
        [Node::Element(element)] => one(element),
        _ => {
            let children = nodes.iter().map(child);
            quote! {{
                let mut __parent = crate::ui::dom::Fragment::new();
                #(#children)*
                __parent.view()
            }}
        }
    }
}

/// An element or a component.
fn one(element: &NodeElement<Infallible>) -> TokenStream {
    let name = element.name().to_string();
    let last = name.rsplit("::").next().unwrap_or(&name);
    if last.starts_with(char::is_uppercase) { component::view(element) } else { element::view(element, &name) }
}

/// The statement that adds a node to an element or a fragment.
fn child(node: &Node) -> TokenStream {
    match node {
        Node::Element(element) => {
            let view = one(element);
            quote! { __parent.view_child(#view); }
        }
        Node::Text(text) => {
            let value = &text.value;
            quote! { __parent.text(#value); }
        }
        Node::Block(block) => quote! { __parent.child(#[allow(unused_braces)] #block); },
        Node::Comment(_) => quote! {},
        Node::Doctype(_) | Node::Fragment(_) | Node::RawText(_) | Node::Custom(_) => {
            refuse(node, "view! takes elements, components, quoted texts and blocks")
        }
    }
}

/// A compile error at a place.
fn refuse(at: &impl Spanned, words: &str) -> TokenStream {
    syn::Error::new(at.span(), words).into_compile_error()
}
