//! An element as the framework mounts, moves and removes it. What belongs to rendering on a server is never called.

use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use web_sys::{Element, Node};

use super::Dom;

/// A finished element.
pub(super) struct Mounted(SendWrapper<Dom>);

impl Mounted {
    pub(super) fn new(dom: Dom) -> Self {
        Self(SendWrapper::new(dom))
    }
}

impl Render for Mounted {
    type State = Dom;

    fn build(self) -> Dom {
        self.0.take()
    }

    /// The new one takes the old one's place.
    fn rebuild(self, state: &mut Dom) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for Dom {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        // Fails only where the marker is not the parent's child; the framework sees to that.
        let _ = parent.insert_before(&self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.element.parent_element();
        parent.map(|parent| child.mount(&parent, Some(&self.element))).is_some()
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

impl AddAnyAttr for Mounted {
    type Output<NewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl RenderHtml for Mounted {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Dom {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
