// See random_script.hpp.
#include "model/scripts/random_script.hpp"

namespace mqttspec::model::scripts {

namespace {

// One choice in each statement: compilers differ in the order in which they evaluate arguments, and
// the same bytes have to be the same run everywhere.

constexpr const char* clients[] = {"a", "b", "c"};
constexpr const char* topics[] = {"t", "t/1", "u", "$s", "t\x01"};
constexpr const char* filters[] = {"t", "t/#", "#", "+", "$share/g/t", "$share/h/#"};

/// A number below the bound and above `least`, once in n times.
template <class Number>
std::optional<Number> sometimes(Choices& choices, unsigned n, unsigned bound, unsigned least = 0) {
  const auto number = static_cast<Number>(least + choices.below(bound));
  return choices.once_in(n) ? std::optional(number) : std::nullopt;
}

std::uint16_t packet_id(Choices& choices) {
  return static_cast<std::uint16_t>(1 + choices.below(4));
}

owned::Will will(Choices& choices) {
  owned::Will will;
  will.topic = choices.one_of(topics);
  will.payload = "w";
  will.qos = static_cast<Qos>(choices.below(3));
  will.retain = choices.flag();
  will.properties.will_delay_interval = choices.below(6);
  return will;
}

owned::Connect connect(Choices& choices, const char* client) {
  owned::Connect connect;
  auto& properties = connect.properties;
  connect.version = choices.flag() ? Version::v3_1_1 : Version::v5_0;
  connect.clean_start = choices.once_in(3);
  properties.session_expiry_interval = sometimes<std::uint32_t>(choices, 2, 9);
  connect.keep_alive = sometimes<std::uint16_t>(choices, 4, 5).value_or(0);
  properties.receive_maximum = sometimes<std::uint16_t>(choices, 4, 2, 1);
  properties.maximum_packet_size = sometimes<std::uint32_t>(choices, 6, 64, 1);
  properties.topic_alias_maximum = sometimes<std::uint16_t>(choices, 4, 3);
  const auto* other = choices.one_of(clients);
  const bool borrows_name = choices.once_in(6);
  const bool has_no_name = choices.once_in(20);
  connect.client_id = borrows_name ? other : has_no_name ? "" : client;
  if (choices.once_in(20)) properties.authentication_method = "x";
  auto message = will(choices);
  if (choices.once_in(3)) connect.will = std::move(message);
  if (connect.version == Version::v5_0) return connect;
  properties = {};
  if (connect.will) connect.will->properties = {};
  return connect;
}

Action connect_of(Choices& choices, const char* client) {
  Action action;
  action.kind = Action::Kind::packet;
  action.client = client;
  action.packet = connect(choices, client);
  return action;
}

owned::Publish publish(Choices& choices) {
  owned::Publish publish;
  auto& properties = publish.properties;
  publish.qos = static_cast<Qos>(choices.below(3));
  publish.topic = choices.one_of(topics);
  publish.payload = choices.once_in(5) ? "" : "x";
  if (publish.qos != Qos::at_most_once) {
    publish.packet_id = packet_id(choices);
    publish.dup = choices.once_in(4);
  }
  publish.retain = choices.once_in(3);
  properties.message_expiry_interval = sometimes<std::uint32_t>(choices, 4, 5);
  properties.topic_alias = sometimes<std::uint16_t>(choices, 6, 12);
  if (!choices.once_in(6)) return publish;
  properties.user_properties = {{"a", "1"}, {"b", "2"}};
  properties.payload_format_indicator = std::uint8_t{1};
  properties.content_type = "c";
  properties.response_topic = "r";
  properties.correlation_data = "d";
  return publish;
}

owned::Subscribe subscribe(Choices& choices) {
  owned::Subscribe subscribe;
  subscribe.packet_id = packet_id(choices);
  for (auto count = 1 + choices.below(3); count != 0; --count) {
    auto& each = subscribe.subscriptions.emplace_back();
    each.topic_filter = choices.one_of(filters);
    each.maximum_qos = static_cast<Qos>(choices.below(3));
    each.no_local = choices.once_in(6);
    each.retain_as_published = choices.flag();
    each.retain_handling = static_cast<RetainHandling>(choices.below(3));
  }
  subscribe.properties.subscription_identifier = sometimes<std::uint32_t>(choices, 3, 3, 1);
  return subscribe;
}

template <class Ack>
owned::Packet acknowledgement(std::uint16_t id, bool failure) {
  Ack ack;
  ack.packet_id = id;
  if (failure) ack.reason_code = ReasonCode::unspecified_error;
  return ack;
}

owned::Packet acknowledge(Choices& choices) {
  const auto type = choices.below(4);
  const auto id = packet_id(choices);
  const bool failure = choices.once_in(8);
  if (type == 0) return acknowledgement<owned::Puback>(id, failure);
  if (type == 1) return acknowledgement<owned::Pubrec>(id, failure);
  if (type == 2) return acknowledgement<owned::Pubrel>(id, failure);
  return acknowledgement<owned::Pubcomp>(id, failure);
}

owned::Disconnect disconnect(Choices& choices) {
  owned::Disconnect disconnect;
  if (choices.once_in(3)) disconnect.reason_code = ReasonCode::disconnect_with_will_message;
  disconnect.properties.session_expiry_interval = sometimes<std::uint32_t>(choices, 4, 9);
  return disconnect;
}

owned::Unsubscribe unsubscribe(Choices& choices) {
  owned::Unsubscribe unsubscribe;
  unsubscribe.packet_id = packet_id(choices);
  unsubscribe.topic_filters.push_back({choices.one_of(filters)});
  return unsubscribe;
}

Action of_all(unsigned kind, Choices& choices) {
  Action action;
  if (kind == 19) {
    action.kind = Action::Kind::wait;
    action.client = "wait";
    action.pause = choices.below(6) * Time{1'000};
    action.pause += choices.below(10) * Time{100};
  } else if (kind == 18 && choices.once_in(8)) {
    action.kind = Action::Kind::restart;
    action.client = "restart";
    action.state_kept = choices.flag();
  }
  return action;
}

}  // namespace

Action random_action(Choices& choices) {
  const auto kind = choices.below(20);
  auto action = of_all(kind, choices);
  if (action.kind != Action::Kind::none) return action;
  const auto* client = choices.one_of(clients);
  action.client = client;
  action.kind = Action::Kind::packet;
  if (kind == 0 && choices.once_in(4)) {
    static const auto bad_text = find_statement(Version::v5_0, "U5.0-2.2.2.2-1");
    action.kind = Action::Kind::malformed;
    action.broken = bad_text;
    action.type = 3;
  } else if (kind == 0) {
    action.packet = owned::Pingreq{};
  } else if (kind <= 3) {
    action.packet = connect(choices, client);
  } else if (kind <= 9) {
    action.packet = publish(choices);
  } else if (kind <= 12) {
    action.packet = subscribe(choices);
  } else if (kind <= 15) {
    action.packet = acknowledge(choices);
  } else if (kind == 16) {
    action.kind = Action::Kind::lost;
  } else if (kind == 17) {
    action.packet = disconnect(choices);
  } else {
    action.packet = unsubscribe(choices);
  }
  return action;
}

std::vector<Action> random_connects(Choices& choices) {
  std::vector<Action> connects;
  for (const char* client : clients) connects.push_back(connect_of(choices, client));
  return connects;
}

std::string random_line(Choices& choices) { return to_line(random_action(choices)); }

std::string random_script(Choices& choices, unsigned lines) {
  std::string script;
  for (const auto& each : random_connects(choices)) script += to_line(each) + "\n";
  for (unsigned i = 0; i < lines; ++i) script += random_line(choices) + "\n";
  return script;
}

}  // namespace mqttspec::model::scripts
