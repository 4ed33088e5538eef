// See excuses.hpp.
#include "conformance/judges/excuses.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "codec/decode.hpp"

namespace mqttspec::conformance::judges {

using Kind = model::TraceEvent::Kind;

namespace {

// Messages that a Server may send at a time, if they are so few that others wait.
constexpr std::uint16_t few = 20;

// What a Server may refuse for reasons that a Client cannot know.
struct IsRefusal {
  bool operator()(const Connack& packet) const { return packet.reason_code != ReasonCode::success; }
  bool operator()(const Puback& packet) const { return is_failure(packet.reason_code); }
  bool operator()(const Pubrec& packet) const { return is_failure(packet.reason_code); }
  bool operator()(const Suback& packet) const { return has_failure(packet); }
  bool operator()(const Unsuback& packet) const { return has_failure(packet); }
  bool operator()(const Disconnect&) const { return true; }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }

  template <class Answer>
  static bool has_failure(const Answer& answer) {
    return std::ranges::any_of(answer.reason_codes,
                               [](auto code) { return is_failure(ReasonCode{code}); });
  }
};

bool is_closed_later(const model::Trace& trace, std::size_t position) {
  return std::any_of(trace.begin() + static_cast<std::ptrdiff_t>(position), trace.end(),
                     [&](const model::TraceEvent& later) {
                       return later.connection == trace[position].connection &&
                              later.kind == Kind::server_closed;
                     });
}

// PINGREQ may be answered while what was sent before it is still looked at.
bool overtakes_a_closing(const model::Trace& trace, std::size_t position) {
  const auto& event = trace[position];
  return event.packet && std::holds_alternative<Pingresp>(*event.packet) &&
         is_closed_later(trace, position);
}

// Bytes that are no packet may be answered as if they were, before the target closes on them.
bool answers_what_it_closes_on(const model::Trace& trace, std::size_t position) {
  const auto& event = trace[position];
  const auto is_garbage = [&](const model::TraceEvent& earlier) {
    return earlier.connection == event.connection && earlier.kind == Kind::client_garbage;
  };
  return event.packet && !std::holds_alternative<Publish>(*event.packet) &&
         std::ranges::any_of(std::span(trace).first(position), is_garbage) &&
         is_closed_later(trace, position);
}

// True if the Client asked for what is not MQTT of either version.
bool asks_for_another_protocol(const model::Trace& trace, model::ConnectionId connection) {
  for (const auto& event : trace) {
    if (event.connection != connection || event.kind != Kind::client_garbage) continue;
    const auto decoded = decode_packet(Bytes(*event.bytes), {.version = event.version});
    if (decoded) continue;
    const auto* violation = std::get_if<Violation>(&decoded.error());
    if (violation == nullptr) continue;
    const auto id = violation->statement.id();
    if (id == "MQTT-3.1.2-1" || id == "MQTT-3.1.2-2") return true;
  }
  return false;
}

std::optional<Connect> connect_of(const model::Trace& trace, model::ConnectionId connection) {
  for (const auto& event : trace)
    if (event.connection == connection && event.packet)
      if (const auto* connect = std::get_if<Connect>(&*event.packet)) return *connect;
  return std::nullopt;
}

std::string_view client_of(const model::Trace& trace, model::ConnectionId connection) {
  const auto connect = connect_of(trace, connection);
  return connect ? std::string_view(connect->client_id) : std::string_view();
}

const Publish* publish_at(const model::Trace& trace, std::size_t position) {
  const auto& event = trace[position];
  return event.packet ? std::get_if<Publish>(&*event.packet) : nullptr;
}

// A session that ends with its connection may still be there when its Client has come back at once.
bool resumes_what_just_ended(const model::Trace& trace, std::size_t position, wire::Time patience) {
  const auto& event = trace[position];
  const auto* connack = event.packet ? std::get_if<Connack>(&*event.packet) : nullptr;
  if (connack == nullptr || !connack->session_present) return false;
  const auto client = client_of(trace, event.connection);
  return std::any_of(trace.begin(), trace.begin() + static_cast<std::ptrdiff_t>(position),
                     [&](const model::TraceEvent& earlier) {
                       const bool is_end = earlier.kind == Kind::client_closed ||
                                           earlier.kind == Kind::server_closed;
                       return is_end && earlier.at + patience > event.at &&
                              client_of(trace, earlier.connection) == client;
                     });
}

// A session that would end with its connection is taken over by the next one, if the Server looks
// for it before it closes the first.
bool resumes_what_is_taken_over(const model::Trace& trace, std::size_t position) {
  const auto& event = trace[position];
  const auto* connack = event.packet ? std::get_if<Connack>(&*event.packet) : nullptr;
  if (connack == nullptr || !connack->session_present) return false;
  const auto client = client_of(trace, event.connection);
  const auto before = std::span(trace).first(position);
  return std::ranges::any_of(before, [&](const model::TraceEvent& earlier) {
    if (earlier.kind != Kind::opened || earlier.connection == event.connection) return false;
    return client_of(trace, earlier.connection) == client &&
           std::ranges::none_of(before, [&](const model::TraceEvent& end) {
             return end.connection == earlier.connection &&
                    (end.kind == Kind::client_closed || end.kind == Kind::server_closed);
           });
  });
}

// Messages that wait for few to be acknowledged are of several topics: which of them comes first is
// the target's. The same of the retained ones, however many it may send.
bool is_one_of_many_that_wait(const model::Trace& trace, std::size_t position, bool live) {
  const auto* message = publish_at(trace, position);
  if (message == nullptr) return false;
  const auto most = connect_of(trace, trace[position].connection)
                        .transform([](const Connect& connect) {
                          return connect.properties.receive_maximum.value_or(0);
                        })
                        .value_or(0);
  return most > 0 && (message->retain || (live && most <= few));
}

// True if several Clients of the trace have a Will on the topic of that message: nothing is said of
// the order in which they are published.
bool is_one_of_many_wills(const model::Trace& trace, std::size_t position) {
  const auto* message = publish_at(trace, position);
  if (message == nullptr) return false;
  return std::ranges::count_if(trace, [&](const model::TraceEvent& each) {
           const auto* connect = each.packet ? std::get_if<Connect>(&*each.packet) : nullptr;
           return connect != nullptr && connect->will && connect->will->topic == message->topic;
         }) > 1;
}

bool has_the_content(const model::TraceEvent& event, const Publish& message) {
  const auto* other = event.packet ? std::get_if<Publish>(&*event.packet) : nullptr;
  return other != nullptr && other->topic == message.topic &&
         std::ranges::equal(other->payload, message.payload);
}

// True if the message was published before the Client subscribed, and not long before: what is
// acknowledged may still be on its way to those that subscribe meanwhile.
bool may_have_been_on_its_way(const model::Trace& trace, std::size_t position,
                              wire::Time patience) {
  const auto& event = trace[position];
  const auto* message = publish_at(trace, position);
  if (message == nullptr || message->retain) return false;
  const auto is_it = [&](const model::TraceEvent& each) {
    return each.kind == Kind::client_packet && has_the_content(each, *message);
  };
  const auto published = std::ranges::find_if(trace, is_it);
  if (published == trace.end() || published->at + patience < event.at) return false;
  return std::any_of(published, trace.begin() + static_cast<std::ptrdiff_t>(position),
                     [&](const model::TraceEvent& each) {
                       return each.connection == event.connection && each.packet &&
                              std::holds_alternative<Subscribe>(*each.packet);
                     });
}

// True of a message that comes for a subscription as it was published and once more as retained,
// not long after: retained messages may be looked up a moment later (spec/ambiguities.md 50).
bool is_retained_meanwhile(const model::Trace& trace, std::size_t position, wire::Time patience) {
  const auto& event = trace[position];
  const auto* message = publish_at(trace, position);
  if (message == nullptr || !message->retain) return false;
  const auto subscribed = std::ranges::find_if(trace, [&](const model::TraceEvent& each) {
    return each.connection == event.connection && each.packet &&
           std::holds_alternative<Subscribe>(*each.packet) && each.at + patience >= event.at;
  });
  return std::any_of(subscribed, trace.end(),
                     [&](const model::TraceEvent& each) {
                       return each.kind == Kind::client_packet && has_the_content(each, *message);
                     }) &&
         std::any_of(subscribed, trace.end(), [&](const model::TraceEvent& each) {
           return each.kind == Kind::server_packet && each.connection == event.connection &&
                  has_the_content(each, *message) && !std::get<Publish>(*each.packet).retain;
         });
}

// True of a retained message that was replaced or cleared not long before: other connections may
// see that a moment later (spec/ambiguities.md 50).
bool is_just_being_replaced(const model::Trace& trace, std::size_t position, wire::Time patience) {
  const auto& event = trace[position];
  const auto* message = publish_at(trace, position);
  if (message == nullptr || !message->retain) return false;
  const auto before = std::span(trace).first(position);
  const auto is_retained = [&](const model::TraceEvent& each) {
    const auto* sent = each.kind == Kind::client_packet && each.packet
                           ? std::get_if<Publish>(&*each.packet)
                           : nullptr;
    return sent != nullptr && sent->retain && sent->topic == message->topic;
  };
  const auto old = std::ranges::find_if(before, [&](const model::TraceEvent& each) {
    return is_retained(each) && has_the_content(each, *message);
  });
  return std::any_of(old, before.end(), [&](const model::TraceEvent& each) {
    return is_retained(each) && !has_the_content(each, *message) && each.at + patience >= event.at;
  });
}

// Names of User Properties that Clients sent.
std::set<std::string_view> names_of_clients(const model::Trace& trace) {
  std::set<std::string_view> names;
  for (const auto& event : trace) {
    if (event.kind != Kind::client_packet || !event.packet) continue;
    const auto add = [&](const auto& properties) {
      for (const auto& each : properties.user_properties) names.insert(each.name);
    };
    if (const auto* message = std::get_if<Publish>(&*event.packet)) add(message->properties);
    const auto* connect = std::get_if<Connect>(&*event.packet);
    if (connect != nullptr && connect->will) add(connect->will->properties);
  }
  return names;
}

// What the target adds of its own may make an earlier message larger than its receiver takes.
bool follows_one_made_too_large(const model::Trace& trace, std::size_t position) {
  const auto* message = publish_at(trace, position);
  const auto connect = connect_of(trace, trace[position].connection);
  if (message == nullptr || !connect || !connect->properties.maximum_packet_size) return false;
  const auto names = names_of_clients(trace);
  return std::ranges::any_of(message->properties.user_properties,
                             [&](const auto& each) { return !names.contains(each.name); });
}

// True of a PUBREL for a message that the target may have dropped as expired while its exchange was
// open: it still completes the exchange.
bool releases_what_expired(const model::Trace& trace, std::size_t position) {
  const auto& event = trace[position];
  const auto* release = event.packet ? std::get_if<Pubrel>(&*event.packet) : nullptr;
  if (release == nullptr || !is_failure(release->reason_code)) return false;
  return std::ranges::any_of(trace, [&](const model::TraceEvent& each) {
    const auto* message = each.packet ? std::get_if<Publish>(&*each.packet) : nullptr;
    return message != nullptr && each.connection == event.connection &&
           message->packet_id == release->packet_id && message->properties.message_expiry_interval;
  });
}

// True of the PUBREC of a message that the Client sent again: whether its first copy had
// subscribers is told as it was then, or as it is now (F09).
bool tells_again_of_no_subscribers(const model::Trace& trace, std::size_t position) {
  const auto& event = trace[position];
  const auto* pubrec = event.packet ? std::get_if<Pubrec>(&*event.packet) : nullptr;
  if (pubrec == nullptr || pubrec->reason_code != ReasonCode::no_matching_subscribers) return false;
  return std::any_of(trace.begin(), trace.begin() + static_cast<std::ptrdiff_t>(position),
                     [&](const model::TraceEvent& each) {
                       const auto* sent =
                           each.packet ? std::get_if<Publish>(&*each.packet) : nullptr;
                       return sent != nullptr && each.kind == Kind::client_packet &&
                              each.connection == event.connection && sent->dup &&
                              sent->packet_id == pubrec->packet_id;
                     });
}

// The message that a Client sent in that event, or its Will: topic and payload.
std::optional<std::pair<std::string_view, Bytes>> published_by(const model::TraceEvent& event) {
  if (event.kind != Kind::client_packet || !event.packet) return std::nullopt;
  if (const auto* message = std::get_if<Publish>(&*event.packet))
    return std::pair(message->topic, message->payload);
  const auto* connect = std::get_if<Connect>(&*event.packet);
  if (connect == nullptr || !connect->will) return std::nullopt;
  return std::pair(connect->will->topic, connect->will->payload);
}

// True of a message that was published to another topic, and none to the one that it has: a Server
// may call a topic by another name (F21).
bool has_another_topic(const model::Trace& trace, std::size_t position) {
  const auto* message = publish_at(trace, position);
  if (message == nullptr || message->topic.empty()) return false;
  bool same_payload = false;
  for (const auto& event : trace) {
    const auto published = published_by(event);
    if (!published) continue;
    if (published->first == message->topic) return false;
    same_payload = same_payload || std::ranges::equal(published->second, message->payload);
  }
  return same_payload;
}

}  // namespace

std::string_view excuse(const model::Trace& trace, std::size_t position, const Terms& terms) {
  const auto& event = trace[position];
  const bool live = !terms.virtual_time;
  if (live && resumes_what_just_ended(trace, position, terms.settings.patience))
    return "a session may be there still when its Client comes back at once";
  if (live && resumes_what_is_taken_over(trace, position))
    return "a session may be taken over before it ends";
  if (asks_for_another_protocol(trace, event.connection)) return "another protocol is not followed";
  if (event.packet && std::holds_alternative<Auth>(*event.packet))
    return "only the target knows how its Authentication Method goes";
  if (is_one_of_many_that_wait(trace, position, live))
    return "which of the messages that wait comes first is the target's";
  if (live && is_one_of_many_wills(trace, position))
    return "which Will Message comes first is the target's";
  if (live && may_have_been_on_its_way(trace, position, terms.settings.patience))
    return "a message may be on its way when somebody subscribes";
  if (live && is_retained_meanwhile(trace, position, terms.settings.patience))
    return "what was published meanwhile comes as retained, too";
  if (live && is_just_being_replaced(trace, position, terms.settings.patience))
    return "what is retained may be replaced a moment later";
  if (live && releases_what_expired(trace, position))
    return "a message may have expired while its exchange was open";
  if (tells_again_of_no_subscribers(trace, position))
    return "that a message had no subscribers may be said again";
  if (live && has_another_topic(trace, position))
    return "the target may call a topic by another name";
  if (follows_one_made_too_large(trace, position))
    return "what the target adds makes messages larger";
  if (overtakes_a_closing(trace, position)) return "PINGREQ is answered before the target closes";
  if (live && answers_what_it_closes_on(trace, position))
    return "what is answered is closed on all the same";
  if (event.kind == Kind::server_garbage) return "bytes that are no packet are not followed";
  if (event.packet && std::visit(IsRefusal{}, *event.packet))
    return "the target refuses for a reason of its own";
  return {};
}

}  // namespace mqttspec::conformance::judges
