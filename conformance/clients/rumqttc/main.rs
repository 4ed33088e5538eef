//! The driver of rumqttc, whose modules for the two versions have nothing in common. Its event loop
//! is polled from `connect` until the connection is gone or DISCONNECT was sent, and then its
//! connection is dropped: a program that polled on would connect again, or keep it open.

mod line_json;
mod v4;
mod v5;

use line_json::{Driver, Refusal, Result, say};
use serde_json::{Value, json};
use std::collections::{HashMap, VecDeque};
use std::{cell::RefCell, rc::Rc};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What an event of the library says.
pub(crate) enum Told {
    Up(Value),
    Message(Value),
    Suback(u16, Value),
    Unsuback(u16, Value),
    Done(u16, Value),
    SentPublish(u16),
    SentSubscribe(u16),
    SentUnsubscribe(u16),
    SentDisconnect,
    Nothing,
}

/// Why the connection is gone.
pub(crate) struct Gone {
    pub refused: Option<u8>,
    pub disconnect: Option<Value>,
    pub text: String,
}

/// What a version does with requests.
pub(crate) trait Requests {
    fn publish(&self, fields: &Value) -> Result<()>;
    fn subscribe(&self, fields: &Value) -> Result<()>;
    fn unsubscribe(&self, fields: &Value) -> Result<()>;
    fn disconnect(&self) -> Result<()>;
}

/// What a version does with its event loop.
pub(crate) trait Events {
    type Options;
    fn make(fields: &Value) -> Result<Self::Options>;
    fn create(options: Self::Options) -> (Box<dyn Requests>, Self);
    fn set(&mut self, options: Self::Options);
    async fn poll(&mut self) -> std::result::Result<Told, Gone>;
    /// The events that no poll has told yet.
    fn rest(&mut self) -> Vec<Told>;
    fn clean(&mut self);
}

struct Publishing {
    tag: Value,
    fields: Value,
    left: u64,
    n: u64,
}

type Message = (Rc<RefCell<Publishing>>, u64);

/// What is under way: first without a Packet Identifier, then with one.
#[derive(Default)]
struct Waiting {
    messages: VecDeque<Message>,
    published: HashMap<u16, Message>,
    requests: VecDeque<Value>,
    requested: HashMap<u16, Value>,
}

struct Session {
    driver: Rc<Driver>,
    requests: Box<dyn Requests>,
    waiting: RefCell<Waiting>,
}

impl Session {
    fn publish_next(&self, all: &Rc<RefCell<Publishing>>) {
        loop {
            let mut one = all.borrow_mut();
            if one.left == 0 {
                return;
            }
            let n = one.n;
            (one.left, one.n) = (one.left - 1, n + 1);
            match self.requests.publish(&one.fields) {
                Ok(()) => return self.waiting.borrow_mut().messages.push_back((all.clone(), n)),
                Err(error) => {
                    say("err", &one.tag, json!({"on": "pub", "n": n, "text": error.text()}))
                }
            }
        }
    }

    fn done(&self, message: Option<Message>, mut event: Value) {
        let Some((all, n)) = message else { return };
        event["n"] = n.into();
        say("done", &all.borrow().tag, event);
        self.publish_next(&all);
    }

    fn tell(&self, told: Told) {
        let mut waiting = self.waiting.borrow_mut();
        match told {
            Told::Up(event) => self.driver.up(true, event),
            Told::Message(event) => say("msg", &Value::Null, event),
            Told::Suback(id, event) => {
                say("suback", &waiting.requested.remove(&id).unwrap_or_default(), event)
            }
            Told::Unsuback(id, event) => {
                say("unsuback", &waiting.requested.remove(&id).unwrap_or_default(), event)
            }
            Told::SentSubscribe(id) | Told::SentUnsubscribe(id) => {
                if let Some(tag) = waiting.requests.pop_front() {
                    waiting.requested.insert(id, tag);
                }
            }
            Told::SentPublish(0) => {
                let message = waiting.messages.pop_front();
                drop(waiting);
                self.done(message, json!({}));
            }
            Told::SentPublish(id) if !waiting.published.contains_key(&id) => {
                if let Some(message) = waiting.messages.pop_front() {
                    waiting.published.insert(id, message);
                }
            }
            Told::Done(id, event) => {
                let message = waiting.published.remove(&id);
                drop(waiting);
                self.done(message, event);
            }
            _ => {}
        }
    }

    fn obey(&self, on: &str, tag: &Value, fields: &Value) -> Result<()> {
        match on {
            "sub" => self.requests.subscribe(fields)?,
            "unsub" => self.requests.unsubscribe(fields)?,
            "disconnect" => return self.requests.disconnect(),
            _ => {
                let left = fields["repeat"].as_u64().unwrap_or(1);
                let all = Rc::new(RefCell::new(Publishing {
                    tag: tag.clone(),
                    fields: fields.clone(),
                    left,
                    n: 0,
                }));
                for _ in 0..left.min(fields["window"].as_u64().unwrap_or(1)) {
                    self.publish_next(&all);
                }
                return Ok(());
            }
        }
        self.waiting.borrow_mut().requests.push_back(tag.clone());
        Ok(())
    }
}

/// Polls one connection after the other.
async fn connections<E: Events>(
    session: Rc<Session>,
    mut events: E,
    mut options: UnboundedReceiver<E::Options>,
) {
    loop {
        let gone = loop {
            match events.poll().await {
                Ok(Told::SentDisconnect) => {
                    break Gone { refused: None, disconnect: None, text: "disconnected".into() };
                }
                Ok(told) => session.tell(told),
                Err(gone) => break gone,
            }
        };
        events.rest().into_iter().for_each(|told| session.tell(told));
        events.clean();
        if let Some(code) = gone.refused {
            session.driver.up(false, json!({"reason_code": code, "text": gone.text}));
        }
        if let Some(event) = gone.disconnect {
            say("disc", &Value::Null, event);
        }
        session.driver.down(json!({"text": gone.text}));
        let Some(next) = options.recv().await else { return };
        events.set(next);
    }
}

async fn obey<E: Events + 'static>(
    driver: Rc<Driver>,
    first: Value,
    commands: &mut UnboundedReceiver<Value>,
) {
    let mut session: Option<(Rc<Session>, UnboundedSender<E::Options>)> = None;
    let mut command = first;
    loop {
        let on = command["do"].as_str().unwrap_or_default().to_string();
        let tag = command["tag"].clone();
        let result = driver.take(&mut command).and_then(|()| match (&mut session, on.as_str()) {
            (None, _) => {
                let options = E::make(&command)?;
                let (requests, events) = E::create(options);
                let (sender, receiver) = unbounded_channel();
                let made = Rc::new(Session {
                    driver: driver.clone(),
                    requests,
                    waiting: Default::default(),
                });
                tokio::task::spawn_local(connections(made.clone(), events, receiver));
                session = Some((made, sender));
                Ok(())
            }
            (Some((_, sender)), "connect") => {
                driver.fixed(&command, &["version", "client_id"])?;
                sender
                    .send(E::make(&command)?)
                    .map_err(|_| Refusal::error("the event loop has ended"))
            }
            (Some((session, _)), _) => session.obey(&on, &tag, &command),
        });
        if let Err(refusal) = result {
            driver.refused(&on, &tag, refusal);
        }
        tokio::task::yield_now().await;
        let Some(next) = commands.recv().await else { return };
        command = next;
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let driver = Rc::new(Driver::start("0.25.1"));
    let mut commands = line_json::commands();
    let local = tokio::task::LocalSet::new();
    local
        .run_until(async {
            while let Some(command) = commands.recv().await {
                match (command["do"].as_str(), command["version"].as_str()) {
                    (Some("connect"), Some("3.1.1")) => {
                        obey::<v4::Loop>(driver.clone(), command, &mut commands).await
                    }
                    (Some("connect"), Some("5.0")) => {
                        obey::<v5::Loop>(driver.clone(), command, &mut commands).await
                    }
                    (on, _) => driver.refused(
                        on.unwrap_or("line"),
                        &command["tag"],
                        Refusal::error("there was no connect"),
                    ),
                }
            }
        })
        .await;
}
