// See random_lines.hpp.
#include "conformance/search/random_lines.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string_view>

#include "conformance/search/illegal_packet.hpp"
#include "model/scripts/random_script.hpp"

namespace mqttspec::conformance::search {

using model::scripts::Action;

namespace {

// Live, one script in so many waits for timers.
constexpr std::uint32_t seldom = 40;
// Packets are cut within their first bytes, where the fields are.
constexpr std::uint32_t longest_cut = 24;

// Circumstances of cases that a script can be played in; the last one costs most.
constexpr std::string_view worlds[] = {"deep-topics",
                                       "long-topics",
                                       "topics-beyond-ascii",
                                       "topics-begin-with-slash",
                                       "identifiers-at-256",
                                       "user-properties",
                                       "identifiers-at-65535",
                                       "no-keep-alive",
                                       "cut",
                                       "glued",
                                       "payload-of-128-bytes",
                                       "payload-of-16384-bytes"};

// Many Clients, Sessions and retained messages beside the three of the script.
constexpr std::string_view crowd[] = {"d connect v5 clean",
                                      "e connect v311 clean",
                                      "f connect v5 expiry=60",
                                      "g connect v311",
                                      "h connect v5 clean",
                                      "i connect v5 clean",
                                      "j connect v311 clean",
                                      "k connect v5 expiry=60",
                                      "f subscribe 1 t:1",
                                      "g subscribe 1 u:2",
                                      "f lost",
                                      "k subscribe 1 t/#:1",
                                      "k disconnect",
                                      "d publish r1 r retain",
                                      "d publish r2 r retain",
                                      "d publish r3 r retain"};

/// What a line says.
struct Step {
  Action action;
  std::string_view illegal = {};  // kind of what the Client does instead
  unsigned cut = 0;               // bytes of the packet after which the connection is lost, if any
};

Step step_of(std::string_view line) { return {model::scripts::action_of(line, Version::v5_0)}; }

// Client Identifiers that differ in this alone are different ones.
void raise(char& letter) {
  if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
}

// A topic that begins with $ is another kind of topic only without the prefix of the script, and
// control characters in topics are a matter of taste.
void fit_topic(std::string& topic) {
  if (topic.starts_with('$')) topic.erase(0, 1);
  if (topic.ends_with('\x01')) topic = "t/2";
}

void remove_properties(owned::Packet& packet) {
  if (auto* const publish = std::get_if<owned::Publish>(&packet)) publish->properties = {};
  if (auto* const disconnect = std::get_if<owned::Disconnect>(&packet)) *disconnect = {};
  if (auto* const subscribe = std::get_if<owned::Subscribe>(&packet)) {
    subscribe->properties = {};
    for (auto& each : subscribe->subscriptions)
      each = {.topic_filter = std::move(each.topic_filter), .maximum_qos = each.maximum_qos};
  }
}

class RandomLines {
 public:
  RandomLines(Choices& choices, const ScriptKind& kind)
      : choices_(choices), kind_(kind), waits_(kind.virtual_time || choices.once_in(seldom)) {}

  std::vector<std::string> make(unsigned most);

 private:
  void add_world();
  bool is_for_script(const Action& action) const;
  Step next_step();
  void vary(owned::Connect& connect, const std::string& client);
  void add(Step step);
  void add_before(const Step& step);
  void add_line(Step step);
  void fit(owned::Connect& connect) const;
  std::optional<Version>& version_of(const Action& action) {
    return versions_[static_cast<std::size_t>(action.client[0] - 'a') % versions_.size()];
  }

  Choices& choices_;
  const ScriptKind& kind_;
  bool waits_;
  bool is_illegal_ = false;
  // Of the Clients that are there, as far as the lines tell.
  std::array<std::optional<Version>, 26> versions_ = {};
  std::vector<std::string> lines_;
};

void RandomLines::add_world() {
  std::string line = "in world";
  for (auto count = 1 + choices_.below(3); count != 0; --count) {
    auto chosen = choices_.below(std::size(worlds));
    if (chosen == std::size(worlds) - 1 && !choices_.once_in(4)) chosen = 0;
    line.append(" ").append(worlds[chosen]);
  }
  lines_.push_back(std::move(line));
}

void RandomLines::vary(owned::Connect& connect, const std::string& client) {
  if (connect.will && connect.version == Version::v5_0 && choices_.once_in(3)) {
    auto& properties = connect.will->properties;
    properties.payload_format_indicator = std::uint8_t{1};
    properties.content_type = "c";
    properties.response_topic = "r";
    properties.correlation_data = "d";
    properties.user_properties = {{"a", "1"}, {"b", "2"}};
  }
  const bool is_of_another = !connect.client_id.empty() && connect.client_id != client;
  if (is_of_another && choices_.once_in(3)) raise(connect.client_id[0]);
}

// What a search of many short scripts cannot wait for, what no Client of the model can do, and what
// it does unasked, is left out.
bool RandomLines::is_for_script(const Action& action) const {
  if (action.kind == Action::Kind::wait) return waits_;
  if (action.kind != Action::Kind::packet) return action.kind == Action::Kind::lost;
  return type_of(*action.packet) != PacketType::pingreq;
}

Step RandomLines::next_step() {
  if (is_illegal_ && choices_.once_in(8)) {
    constexpr const char* clients[] = {"a", "b", "c"};
    Step step;
    step.action.client = choices_.one_of(clients);
    const auto known = illegal_kinds();
    step.illegal = known[choices_.below(static_cast<std::uint32_t>(known.size()))];
    return step;
  }
  Step step;
  // Choices that are used up give nothing else any more.
  for (int tries = 0; tries < 8 && !is_for_script(step.action); ++tries)
    step.action = model::scripts::random_action(choices_);
  if (!is_for_script(step.action)) return step_of("a ping");
  if (step.action.kind != Action::Kind::packet) return step;
  if (auto* const connect = std::get_if<owned::Connect>(&*step.action.packet))
    vary(*connect, step.action.client);
  if (choices_.once_in(30)) step.cut = 1 + choices_.below(longest_cut);
  return step;
}

void RandomLines::fit(owned::Connect& connect) const {
  // Nothing is to be seen of who cannot take its CONNACK.
  constexpr std::uint32_t usual_connack = 24;
  if (!kind_.v3_1_1) connect.version = Version::v5_0;
  if (!kind_.v5_0) connect.version = Version::v3_1_1;
  if (auto& size = connect.properties.maximum_packet_size) *size += usual_connack;
  if (connect.will) {
    fit_topic(connect.will->topic);
    connect.will->payload += std::to_string(lines_.size());
  }
  if (connect.version == Version::v5_0) return;
  connect.properties = {};
  if (connect.will) connect.will->properties = {};
}

// Whoever connects while it is there loses its connection first, and who is away comes back before
// it does anything else.
void RandomLines::add_before(const Step& step) {
  const auto& client = step.action.client;
  const bool is_there = version_of(step.action).has_value();
  const bool begins = step.illegal == "before-connect" ||
                      (step.action.packet && type_of(*step.action.packet) == PacketType::connect);
  if (begins && is_there)
    add_line(step_of(client + (choices_.once_in(3) ? " disconnect" : " lost")));
  if (begins || is_there) return;
  owned::Connect connect;
  connect.client_id = client;
  connect.version = choices_.flag() ? Version::v5_0 : Version::v3_1_1;
  connect.properties.session_expiry_interval = choices_.below(9);
  Action action;
  action.kind = Action::Kind::packet;
  action.client = client;
  action.packet = std::move(connect);
  add_line({std::move(action)});
}

void RandomLines::add_line(Step step) {
  auto& [action, illegal, cut] = step;
  if (action.kind == Action::Kind::wait) return lines_.push_back(to_line(action));
  auto& version = version_of(action);
  if (!illegal.empty()) {
    version.reset();
    return lines_.push_back(fmt::format("{} illegal {}", action.client, illegal));
  }
  if (action.kind == Action::Kind::lost) {
    version.reset();
    return lines_.push_back(to_line(action));
  }
  auto& packet = *action.packet;
  // The Clients acknowledge by themselves, soon or later.
  if (type_of(packet) >= PacketType::puback && type_of(packet) <= PacketType::pubcomp)
    return lines_.push_back(action.client + (lines_.size() % 2 == 0 ? " slow" : " awake"));
  if (auto* const publish = std::get_if<owned::Publish>(&packet)) {
    fit_topic(publish->topic);
    if (publish->payload == "x") publish->payload += std::to_string(lines_.size());
  }
  if (auto* const connect = std::get_if<owned::Connect>(&packet)) {
    fit(*connect);
    version = connect->version;
  } else if (version == Version::v3_1_1) {
    remove_properties(packet);
  }
  const bool is_last = cut != 0 || type_of(packet) == PacketType::disconnect;
  if (is_last) version.reset();
  lines_.push_back(to_line(action));
  if (cut != 0) lines_.back() += fmt::format(" cut={}", cut);
}

void RandomLines::add(Step step) {
  if (step.action.kind != Action::Kind::wait) add_before(step);
  add_line(std::move(step));
}

std::vector<std::string> RandomLines::make(unsigned most) {
  lines_.reserve(2 * most);
  if (choices_.flag()) add_world();
  if (choices_.once_in(4)) lines_.emplace_back("together");
  is_illegal_ = choices_.once_in(6);
  if (choices_.once_in(6))
    for (const auto line : crowd) add(step_of(line));
  for (auto& each : model::scripts::random_connects(choices_)) add({std::move(each)});
  const auto count = most - choices_.below(most / 2 + 1);
  // Some faults show only when the same is done again and again.
  const bool repeats = choices_.once_in(4);
  if (!repeats) {
    for (auto more = count; more != 0; --more) add(next_step());
    return std::move(lines_);
  }
  std::vector<Step> chosen;
  for (auto more = 1 + choices_.below(4); more != 0; --more) chosen.push_back(next_step());
  for (std::size_t i = 0; i < count; ++i) add(chosen[i % chosen.size()]);
  return std::move(lines_);
}

}  // namespace

std::vector<std::string> random_lines(Choices& choices, const ScriptKind& kind, unsigned most) {
  return RandomLines(choices, kind).make(most);
}

}  // namespace mqttspec::conformance::search
