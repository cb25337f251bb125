//! Sending a file with progress. `fetch` does not tell how much was sent, so this is an XMLHttpRequest.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::oneshot;
use pilothouse_wire::{Answer, Error};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{File, ProgressEvent, XmlHttpRequest};

/// How far an upload is, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sent {
    /// Sent so far.
    pub loaded: f64,
    /// All of it.
    pub total: f64,
}

/// Gives an upload up when it is dropped, and on [`Upload::cancel`].
pub struct Upload {
    request: XmlHttpRequest,
    answer: oneshot::Receiver<Result<Answer, Error>>,
    _progress: Closure<dyn Fn(ProgressEvent)>,
    _end: Closure<dyn Fn()>,
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.request.set_onloadend(None);
        // Aborting what is finished does nothing.
        let _ = self.request.abort();
    }
}

/// Starts to send a file.
pub fn put(
    url: &str,
    authorization: Option<&str>,
    file: &File,
    progress: impl Fn(Sent) + 'static,
) -> Result<Upload, Error> {
    let failed = |_| Error::Unreachable("The browser could not start the upload.".into());
    let request = XmlHttpRequest::new().map_err(failed)?;
    request.open("PUT", url).map_err(failed)?;
    request.set_request_header("content-type", "application/zip").map_err(failed)?;
    if let Some(value) = authorization {
        request.set_request_header("authorization", value).map_err(failed)?;
    }
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        progress(Sent { loaded: event.loaded(), total: event.total() });
    });
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    }
    let (tell, answer) = oneshot::channel();
    let tell = Rc::new(RefCell::new(Some(tell)));
    let ended = request.clone();
    let on_end = Closure::<dyn Fn()>::new(move || {
        if let Some(tell) = tell.borrow_mut().take() {
            // Nobody listens any more: the view went away.
            let _ = tell.send(read(&ended));
        }
    });
    request.set_onloadend(Some(on_end.as_ref().unchecked_ref()));
    request.send_with_opt_blob(Some(file)).map_err(failed)?;
    Ok(Upload { request, answer, _progress: on_progress, _end: on_end })
}

impl Upload {
    /// Waits for the server's answer.
    pub async fn finished(mut self) -> Result<Answer, Error> {
        (&mut self.answer).await.unwrap_or(Err(Error::Cancelled))
    }
}

/// Status 0 is all that a browser tells of a broken connection or of a file that changed on disk.
fn read(request: &XmlHttpRequest) -> Result<Answer, Error> {
    match request.status() {
        Ok(status) if status > 0 => Ok(Answer {
            status,
            headers: headers(&request.get_all_response_headers().unwrap_or_default()),
            body: request.response_text().ok().flatten().unwrap_or_default(),
        }),
        Ok(_) | Err(_) => Err(Error::Unreachable(
            "The connection broke, or the file was changed or removed while it was read.".into(),
        )),
    }
}

fn headers(text: &str) -> Vec<(String, String)> {
    let pairs = text.lines().filter_map(|line| line.split_once(':'));
    pairs.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect()
}
