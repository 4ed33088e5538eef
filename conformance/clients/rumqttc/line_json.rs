//! Commands in, events out.

use serde_json::{Map, Value, json};
use std::cell::{Cell, RefCell};
use std::io::Write;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

const BINARY: [&str; 4] = ["payload", "password", "correlation_data", "authentication_data"];

/// Why a command is not done.
pub enum Refusal {
    Unsupported(String),
    Error(String),
}

pub type Result<T> = std::result::Result<T, Refusal>;

impl Refusal {
    pub fn error(text: impl ToString) -> Self {
        Refusal::Error(text.to_string())
    }

    pub fn text(&self) -> &str {
        match self {
            Refusal::Unsupported(text) | Refusal::Error(text) => text,
        }
    }
}

/// Writes an event, less the fields that are null.
pub fn say(ev: &str, tag: &Value, fields: Value) {
    let mut event = Map::from_iter([("ev".into(), ev.into()), ("tag".into(), tag.clone())]);
    event.extend(fields.as_object().cloned().unwrap_or_default());
    event.retain(|_, value| !value.is_null());
    let mut line = Value::Object(event).to_string();
    line.push('\n');
    let mut output = std::io::stdout().lock();
    let _ = output.write_all(line.as_bytes()).and_then(|()| output.flush());
}

pub fn hexed(data: &[u8]) -> Value {
    json!({"hex": data.iter().map(|byte| format!("{byte:02x}")).collect::<String>()})
}

/// Bytes as text if that is well-formed.
pub fn shown(data: &[u8]) -> Value {
    std::str::from_utf8(data).map_or_else(|_| hexed(data), Value::from)
}

/// The binary data of a field.
pub fn bytes(value: &Value) -> Vec<u8> {
    let Some(hex) = value["hex"].as_str() else { return value.as_str().unwrap_or_default().into() };
    (0..hex.len()).step_by(2).filter_map(|i| u8::from_str_radix(&hex[i..i + 2], 16).ok()).collect()
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().into()
}

/// The payload of a `pub`.
pub fn payload(fields: &Value) -> Vec<u8> {
    match fields["size"].as_u64() {
        Some(size) => vec![b'x'; size as usize],
        None => bytes(&fields["payload"]),
    }
}

/// Standard input line by line; `quit` and its end are obeyed at once.
pub fn commands() -> UnboundedReceiver<Value> {
    let (sender, receiver) = unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(std::result::Result::ok) {
            match serde_json::from_str::<Value>(&line) {
                Ok(command) if command["do"] == "quit" => break,
                Ok(command) => _ = sender.send(command),
                Err(error) => {
                    say("err", &Value::Null, json!({"on": "line", "text": error.to_string()}))
                }
            }
        }
        std::process::exit(0);
    });
    receiver
}

pub struct Driver {
    versions: Value,
    version: RefCell<String>,
    made: RefCell<Value>,
    connecting: Cell<Value>,
    disconnecting: Cell<Value>,
}

impl Driver {
    pub fn start(version: &str) -> Self {
        let path = std::env::args().last().unwrap_or_default();
        let mut ready: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        ready["version"] = version.into();
        let versions = ready["versions"].clone();
        say("ready", &Value::Null, ready);
        let (connecting, disconnecting) = Default::default();
        Driver {
            versions,
            version: Default::default(),
            made: Default::default(),
            connecting,
            disconnecting,
        }
    }

    /// Checks a command and takes `do` and `tag` away.
    pub fn take(&self, command: &mut Value) -> Result<()> {
        let (on, tag) = (text(&command["do"]), command["tag"].clone());
        if on == "connect" {
            *self.version.borrow_mut() = text(&command["version"]);
        }
        let takes = &self.versions[self.version.borrow().as_str()]["takes"][&on];
        let Some(names) = takes.as_array() else { return Err(Refusal::Unsupported(String::new())) };
        let fields = command.as_object_mut().unwrap();
        fields.remove("do");
        fields.remove("tag");
        take(command, names, "")?;
        if self.made.borrow().is_null() {
            *self.made.borrow_mut() = command.clone();
        }
        match on.as_str() {
            "connect" => self.connecting.set(tag),
            "disconnect" => self.disconnecting.set(tag),
            _ => {}
        }
        Ok(())
    }

    /// Refuses a later connect in which one of these fields is not as in the first.
    pub fn fixed(&self, fields: &Value, names: &[&str]) -> Result<()> {
        match names.iter().find(|name| fields[**name] != self.made.borrow()[**name]) {
            Some(name) => Err(Refusal::Unsupported(name.to_string())),
            None => Ok(()),
        }
    }

    pub fn up(&self, accepted: bool, event: Value) {
        say(if accepted { "up" } else { "refused" }, &self.connecting.take(), event);
    }

    pub fn down(&self, mut event: Value) {
        let (connecting, disconnecting) = (self.connecting.take(), self.disconnecting.take());
        if connecting.is_null() {
            return say("down", &disconnecting, event);
        }
        event["on"] = "connect".into();
        say("err", &connecting, event);
    }

    pub fn refused(&self, on: &str, tag: &Value, refusal: Refusal) {
        match on {
            "connect" => _ = self.connecting.take(),
            "disconnect" => _ = self.disconnecting.take(),
            _ => {}
        }
        match refusal {
            Refusal::Unsupported(field) if field.is_empty() => {
                say("unsupported", tag, json!({"on": on}))
            }
            Refusal::Unsupported(field) => {
                say("unsupported", tag, json!({"on": on, "field": field}))
            }
            Refusal::Error(text) => say("err", tag, json!({"on": on, "text": text})),
        }
    }
}

/// Looks whether the driver does a field, and makes text of hex where it is no binary data.
fn take(value: &mut Value, takes: &[Value], path: &str) -> Result<()> {
    let is_hex = value.as_object().is_some_and(|all| all.len() == 1 && all.contains_key("hex"));
    match value {
        Value::Object(all) if !is_hex => all.iter_mut().try_for_each(|(key, part)| {
            take(
                part,
                takes,
                if path.is_empty() { key.clone() } else { format!("{path}.{key}") }.as_str(),
            )
        }),
        Value::Array(all) => all.iter_mut().try_for_each(|part| take(part, takes, path)),
        _ if !takes.iter().any(|name| name == path) => Err(Refusal::Unsupported(path.into())),
        _ if is_hex && !BINARY.contains(&path.rsplit('.').next().unwrap_or_default()) => {
            *value = String::from_utf8(bytes(value))
                .map_err(|_| Refusal::Unsupported(path.into()))?
                .into();
            Ok(())
        }
        _ => Ok(()),
    }
}
