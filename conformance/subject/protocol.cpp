// See protocol.hpp.
#include "conformance/subject/protocol.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "codec/property_members.hpp"

namespace mqttspec::conformance::subject {

using nlohmann::json;

namespace {

std::string snake_case(std::string_view name) {
  std::string text(name);
  for (auto& each : text)
    each = each == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
  return text;
}

std::string field_of(Property property) {
  for (const auto& row : property_table)
    if (row.property == property) return snake_case(row.name);
  return {};
}

json hex_of(std::string_view bytes) {
  std::string text;
  for (const auto each : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(each));
  return {{"hex", text}};
}

// JSON has no other text than what is well-formed.
json bytes_of(std::string_view bytes) {
  json text = std::string(bytes);
  try {
    (void)text.dump();
    return text;
  } catch (const json::type_error&) {
    return hex_of(bytes);
  }
}

json value_of(std::uint32_t value) { return value; }
json value_of(const std::string& value) { return bytes_of(value); }

template <class Properties>
json properties_of(const Properties& properties) {
  json object = json::object();
  const auto add = [&]<Property property, auto member>(PropertyMember<property, member>) {
    const auto& value = properties.*member;
    const auto field = field_of(property);
    if constexpr (property == Property::user_property) {
      for (const auto& each : value)
        object[field].push_back({bytes_of(each.name), bytes_of(each.value)});
    } else if constexpr (requires { value.has_value(); }) {
      if (value) object[field] = value_of(*value);
    } else {
      for (const auto each : value) object[field].push_back(each.value);
    }
  };
  [&]<class... Members>(PropertyMemberList<Members...>) {
    (add(Members{}), ...);
  }(typename PropertyMembers<Properties>::Members{});
  return object;
}

/// Fills a command from the packet that is asked for.
class Filling {
 public:
  Filling(json& object, const Command& command) : object_(object), command_(command) {}

  void operator()(const owned::Connect& connect) {
    object_["do"] = "connect";
    object_["version"] = to_string(command_.version);
    object_["client_id"] = bytes_of(connect.client_id);
    object_["clean_start"] = connect.clean_start;
    object_["keep_alive"] = connect.keep_alive;
    if (connect.user_name) object_["user_name"] = bytes_of(*connect.user_name);
    if (connect.password) object_["password"] = bytes_of(*connect.password);
    if (connect.will) {
      json will = {{"topic", bytes_of(connect.will->topic)},
                   {"payload", bytes_of(connect.will->payload)},
                   {"qos", connect.will->qos},
                   {"retain", connect.will->retain}};
      add_properties(will, connect.will->properties);
      object_["will"] = will;
    }
    if (command_.auto_aliases) object_["auto_aliases"] = true;
    add_properties(object_, connect.properties);
  }
  void operator()(const owned::Subscribe& subscribe) {
    object_["do"] = "sub";
    for (const auto& each : subscribe.subscriptions) {
      json row = {{"topic_filter", bytes_of(each.topic_filter)}, {"qos", each.maximum_qos}};
      if (each.no_local) row["no_local"] = true;
      if (each.retain_as_published) row["retain_as_published"] = true;
      if (each.retain_handling != RetainHandling{}) row["retain_handling"] = each.retain_handling;
      object_["subscriptions"].push_back(row);
    }
    add_properties(object_, subscribe.properties);
  }
  void operator()(const owned::Unsubscribe& unsubscribe) {
    object_["do"] = "unsub";
    for (const auto& each : unsubscribe.topic_filters)
      object_["topic_filters"].push_back(bytes_of(each.text));
    add_properties(object_, unsubscribe.properties);
  }
  void operator()(const owned::Publish& publish) {
    object_["do"] = "pub";
    object_["topic"] = bytes_of(publish.topic);
    object_["payload"] = bytes_of(publish.payload);
    object_["qos"] = publish.qos;
    object_["retain"] = publish.retain;
    if (command_.repeat > 1) {
      object_["repeat"] = command_.repeat;
      object_["window"] = command_.window;
    }
    add_properties(object_, publish.properties);
  }
  void operator()(const owned::Disconnect& disconnect) {
    object_["do"] = "disconnect";
    if (disconnect.reason_code != ReasonCode{}) object_["reason_code"] = disconnect.reason_code;
    add_properties(object_, disconnect.properties);
  }
  void operator()(const owned::Auth& auth) {
    object_["do"] = "auth";
    object_["reason_code"] = auth.reason_code;
    add_properties(object_, auth.properties);
  }
  // Nobody asks for what the Client answers by itself.
  template <class Other>
  void operator()(const Other&) {}

 private:
  template <class Properties>
  void add_properties(json& object, const Properties& properties) const {
    if (command_.version != Version::v5_0) return;
    if (auto filled = properties_of(properties); !filled.empty())
      object["properties"] = std::move(filled);
  }

  json& object_;
  const Command& command_;
};

void add_fields(const json& object, const std::string& path, std::vector<std::string>& fields) {
  for (const auto& [name, value] : object.items()) {
    const auto here = path + "." + name;
    const bool is_bytes = value.is_object() && value.size() == 1 && value.contains("hex");
    const bool is_rows = value.is_array() && !value.empty() && value.front().is_object() &&
                         !value.front().contains("hex");
    if (value.is_object() && !is_bytes)
      add_fields(value, here, fields);
    else if (is_rows)
      for (const auto& each : value) add_fields(each, here, fields);
    else
      fields.push_back(here);
  }
}

// Of what a driver says nothing is taken for granted.
template <class T>
T member(const json& object, const char* name, T otherwise = {}) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return otherwise;
  return found->get<T>();
}

std::string bytes_in(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  const auto hex = value.at("hex").get<std::string>();
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

void read(const json& value, std::string& into) { into = bytes_in(value); }
void read(const json& value, auto& into) {
  into = value.get<std::remove_reference_t<decltype(into)>>();
}

template <class Properties>
void read_properties(const json& object, Properties& properties) {
  const auto found = object.find("properties");
  if (found == object.end()) return;
  const auto take = [&]<Property property, auto held>(PropertyMember<property, held>) {
    const auto value = found->find(field_of(property));
    if (value == found->end()) return;
    auto& into = properties.*held;
    if constexpr (property == Property::user_property) {
      for (const auto& each : *value) into.push_back({bytes_in(each.at(0)), bytes_in(each.at(1))});
    } else if constexpr (requires { into.has_value(); }) {
      read(*value, into.emplace());
    } else {
      for (const auto& each : *value) into.push_back({each.template get<std::uint32_t>()});
    }
  };
  [&]<class... Held>(PropertyMemberList<Held...>) {
    (take(Held{}), ...);
  }(typename PropertyMembers<Properties>::Members{});
}

template <class Packet>
Packet with_codes(const json& object) {
  Packet packet;
  for (const auto code : member<std::vector<std::uint8_t>>(object, "reason_codes"))
    packet.reason_codes.push_back(ReasonCode(code));
  read_properties(object, packet.properties);
  return packet;
}

owned::Packet packet_in(const json& object, Said::Kind kind) {
  const auto code = ReasonCode(member<std::uint8_t>(object, "reason_code"));
  switch (kind) {
    case Said::Kind::message: {
      owned::Publish message;
      if (object.contains("topic")) message.topic = bytes_in(object["topic"]);
      if (object.contains("payload")) message.payload = bytes_in(object["payload"]);
      message.qos = Qos(member<std::uint8_t>(object, "qos"));
      message.retain = member<bool>(object, "retain");
      message.dup = member<bool>(object, "dup");
      read_properties(object, message.properties);
      return message;
    }
    case Said::Kind::suback:
      return with_codes<owned::Suback>(object);
    case Said::Kind::unsuback:
      return with_codes<owned::Unsuback>(object);
    case Said::Kind::disconnect: {
      owned::Disconnect disconnect{.reason_code = code, .properties = {}};
      read_properties(object, disconnect.properties);
      return disconnect;
    }
    case Said::Kind::auth: {
      owned::Auth auth{.reason_code = code, .properties = {}};
      read_properties(object, auth.properties);
      return auth;
    }
    case Said::Kind::done: {
      owned::Puback puback{.packet_id = 0, .reason_code = code, .properties = {}};
      read_properties(object, puback.properties);
      return puback;
    }
    default: {
      owned::Connack connack{.session_present = member<bool>(object, "session_present"),
                             .reason_code = code,
                             .properties = {}};
      read_properties(object, connack.properties);
      return connack;
    }
  }
}

constexpr std::pair<std::string_view, Said::Kind> kinds[] = {
    {"up", Said::Kind::up},
    {"refused", Said::Kind::refused},
    {"down", Said::Kind::down},
    {"disc", Said::Kind::disconnect},
    {"auth", Said::Kind::auth},
    {"msg", Said::Kind::message},
    {"suback", Said::Kind::suback},
    {"unsuback", Said::Kind::unsuback},
    {"done", Said::Kind::done},
    {"err", Said::Kind::error},
    {"unsupported", Said::Kind::unsupported},
};

std::set<std::string> flattened(const json& object) {
  std::set<std::string> fields;
  for (const auto& [name, list] : object.items()) {
    fields.insert(name);
    for (const auto& each : list) fields.insert(name + "." + each.get<std::string>());
  }
  return fields;
}

Abilities abilities_in(const json& object) {
  Abilities able;
  able.clean_start = member(object, "clean_start", able.clean_start);
  able.min_keep_alive = member(object, "min_keep_alive", able.min_keep_alive);
  able.keep_alive_0 = member(object, "keep_alive_0", able.keep_alive_0);
  if (object.contains("connect_timeout_s") && !object["connect_timeout_s"].is_null())
    able.connect_timeout_s = object["connect_timeout_s"].get<unsigned>();
  const auto reconnect = member<std::string>(object, "reconnect", "driver");
  able.reconnect = reconnect == "auto"   ? Reconnect::automatic
                   : reconnect == "none" ? Reconnect::none
                                         : Reconnect::driver;
  able.session = member(object, "session", able.session);
  able.offline_queue = member(object, "offline_queue", able.offline_queue);
  able.done = member(object, "done", able.done);
  able.keeps_aliases = member(object, "keeps_aliases", able.keeps_aliases);
  able.own_aliases = member(object, "own_aliases", able.own_aliases);
  able.subscription_ids = member(object, "subscription_ids", able.subscription_ids);
  able.auth = member(object, "auth", able.auth);
  able.reauth = member(object, "reauth", able.reauth);
  if (object.contains("max_string") && !object["max_string"].is_null())
    able.max_string = object["max_string"].get<std::size_t>();
  if (object.contains("takes")) able.takes = flattened(object["takes"]);
  if (object.contains("shows")) able.shows = flattened(object["shows"]);
  return able;
}

}  // namespace

json to_json(const Command& command, const Place& place) {
  json object = {{"tag", command.tag}};
  if (std::holds_alternative<owned::Connect>(command.packet)) {
    object["host"] = place.host;
    object["port"] = place.port;
    if (!place.url.empty()) object["url"] = place.url;
    if (!place.ca.empty()) object["ca"] = place.ca;
  }
  std::visit(Filling(object, command), command.packet);
  return object;
}

std::vector<std::string> fields_of(const json& command) {
  std::vector<std::string> fields;
  auto rest = command;
  rest.erase("do");
  rest.erase("tag");
  add_fields(rest, command.at("do").get<std::string>(), fields);
  return fields;
}

std::expected<Ready, std::string> parse_ready(std::string_view line) {
  constexpr int protocol = 1;
  try {
    const auto object = json::parse(line);
    if (!object.is_object() || member<std::string>(object, "ev") != "ready")
      return std::unexpected("its first line is no `ready`");
    if (member<int>(object, "protocol") != protocol)
      return std::unexpected(
          fmt::format("it obeys protocol {}, not {}", member<int>(object, "protocol"), protocol));
    Ready ready{member<std::string>(object, "name"), member<std::string>(object, "version"), {}};
    const auto versions = object.find("versions");
    if (versions == object.end() || versions->empty())
      return std::unexpected("its `ready` names no version of MQTT");
    for (const auto version : {Version::v3_1_1, Version::v5_0})
      if (const auto found = versions->find(to_string(version)); found != versions->end())
        ready.versions.emplace(version, abilities_in(*found));
    return ready;
  } catch (const json::exception& exception) {
    return std::unexpected(fmt::format("its first line is not as agreed: {}", exception.what()));
  }
}

Said parse_said(std::string_view line) {
  Said said{Said::Kind::nonsense, {}, {}, 0, {}, std::string(line)};
  try {
    const auto object = json::parse(line);
    const auto name = member<std::string>(object, "ev");
    const auto* const known =
        std::ranges::find_if(kinds, [&](const auto& each) { return each.first == name; });
    if (known == std::end(kinds)) return said;
    const auto kind = known->second;
    const auto* const text = kind == Said::Kind::unsupported ? "field" : "text";
    Said sense{kind, {}, {}, member<unsigned>(object, "n"), {}, member<std::string>(object, text)};
    if (object.contains("tag")) sense.tag = object["tag"].get<int>();
    if (object.contains("reason_code"))
      sense.reason_code = ReasonCode(object["reason_code"].get<std::uint8_t>());
    sense.packet = std::make_shared<owned::Packet>(packet_in(object, kind));
    return sense;
  } catch (const std::exception&) {
    return said;
  }
}

}  // namespace mqttspec::conformance::subject
