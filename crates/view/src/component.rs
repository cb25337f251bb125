//! A component: Leptos' own builder of its properties.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::Infallible;
use rstml::node::{NodeAttribute, NodeElement, NodeName};
use syn::Ident;

use crate::{refuse, views};

/// The call of the component.
pub(crate) fn view(element: &NodeElement<Infallible>) -> TokenStream {
    let NodeName::Path(name) = element.name() else { return refuse(element.name(), "a component's name is a path") };
    let properties = element.attributes().iter().map(property);
    let children = (!element.children.is_empty()).then(|| {
        let views = views(&element.children);
        quote! { .children(::leptos::children::ToChildren::to_children(move || #views)) }
    });
    quote! {
        ::leptos::prelude::IntoAny::into_any(::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#properties)* #children .build()
        ))
    }
}

fn property(attribute: &NodeAttribute) -> TokenStream {
    let NodeAttribute::Attribute(keyed) = attribute else {
        return refuse(attribute, "view! takes properties by name");
    };
    let NodeName::Path(name) = &keyed.key else { return refuse(&keyed.key, "a property's name is a word") };
    let Some(name) = name.path.get_ident() else { return refuse(&keyed.key, "a property's name is a word") };
    let name = Ident::new(&name.to_string(), name.span());
    match keyed.value() {
        Some(value) => quote! { .#name(#[allow(unused_braces)] { #value }) },
        None => quote! { .#name(true) },
    }
}
