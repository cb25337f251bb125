//! An element: attributes, directives, children.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use rstml::Infallible;
use rstml::node::{KeyedAttribute, NodeAttribute, NodeElement};
use syn::{Expr, Ident};

use crate::{child, refuse};

/// Names that the console uses of SVG; they need the namespace.
const SVG: [&str; 9] = ["svg", "g", "path", "rect", "circle", "line", "defs", "pattern", "polyline"];

/// Events that the framework does not name.
const UNTYPED: [&str; 1] = ["cancel"];

/// The statements that make it.
pub(crate) fn view(element: &NodeElement<Infallible>, name: &str) -> TokenStream {
    let start = if SVG.contains(&name) { quote!(svg) } else { quote!(html) };
    let attributes = element.attributes().iter().map(attribute);
    let children = element.children.iter().map(child);
    quote! {{
        let mut __parent = crate::ui::dom::Dom::#start(#name);
        #(#attributes)*
        #(#children)*
        __parent.view()
    }}
}

fn attribute(attribute: &NodeAttribute) -> TokenStream {
    match attribute {
        NodeAttribute::Attribute(keyed) => keyed_attribute(keyed),
        NodeAttribute::Block(block) => refuse(block, "view! takes attributes by name"),
    }
}

fn keyed_attribute(keyed: &KeyedAttribute) -> TokenStream {
    let key = keyed.key.to_string();
    // A property of CSS whose name does not fit after `style:` stands beside its value: `style=("--gap", gap)`.
    if let ("style", Some(Expr::Tuple(pair))) = (key.as_str(), keyed.value()) {
        let pair = &pair.elems;
        return quote! { __parent.style(#pair); };
    }
    let value = keyed.value().map_or_else(|| quote!(""), |value| quote!(#value));
    match key.split_once(':') {
        None if key == "node_ref" => quote! { __parent.node_ref(#value); },
        None => quote! { __parent.attr(#key, #value); },
        Some(("class", name)) => quote! { __parent.class(#name, #value); },
        Some(("style", name)) => quote! { __parent.style(#name, #value); },
        Some(("prop", name)) => quote! { __parent.prop(#name, #value); },
        Some(("on", name)) => {
            let event = event(name);
            quote! { __parent.on(#event, #value); }
        }
        Some(_) => refuse(&keyed.key, "view! knows class:, style:, prop: and on:"),
    }
}

/// The framework's description of an event; it has none for a few.
fn event(name: &str) -> TokenStream {
    if UNTYPED.contains(&name) {
        return quote! { ::leptos::ev::Custom::<::leptos::ev::Event>::new(#name) };
    }
    let name = Ident::new(name, Span::call_site());
    quote! { ::leptos::ev::#name }
}
