// See scripted_clients.hpp.
#include "conformance/search/scripted_clients.hpp"

#include <algorithm>
#include <cmath>
#include <list>

#include "conformance/packets/stimulus.hpp"
#include "conformance/play/trace_events.hpp"
#include "model/scripts/script_words.hpp"

namespace mqttspec::conformance::search {

using namespace play;
using namespace wire;
using model::scripts::Words;
using Kind = model::TraceEvent::Kind;

namespace {

constexpr Time answer_limit = 5'000;  // milliseconds until a Server counts as mute
constexpr Time closing_limit = 200;   // in which it notices that a Client has gone
constexpr std::size_t most_packets = 500;

struct Client {
  std::string name;
  ConnectionId id = 0;
  Version version = Version::v5_0;
  bool open = false;
  bool asked = false;     // sent a CONNECT, which sets the version
  bool accepted = false;  // by CONNACK
  bool by_hand = false;
  unsigned awaited = 0;  // answers to CONNECT and PINGREQ
  std::vector<std::uint8_t> undecoded = {};
};

template <class Acknowledgement>
owned::Packet answer_to(std::uint16_t packet_id) {
  Acknowledgement answer;
  answer.packet_id = packet_id;
  return answer;
}

// One that ends a Session.
owned::Connect clean_connect(Version version, std::string_view client_id) {
  owned::Connect connect;
  connect.version = version;
  connect.client_id = client_id;
  connect.clean_start = true;
  return connect;
}

owned::Packet clearing(const std::string& topic) {
  owned::Publish message;
  message.retain = true;
  message.topic = topic;
  return message;
}

// Topics and ClientIds become those of the target.
class ToTarget {
 public:
  ToTarget(const Names& names, const Settings& settings) : names_(names), settings_(settings) {}

  void operator()(owned::Connect& packet) const {
    if (!packet.client_id.empty()) packet.client_id = names_.client_id(packet.client_id);
    if (packet.will) packet.will->topic = names_.on_target(packet.will->topic);
    if (settings_.user_name.empty() || packet.user_name) return;
    packet.user_name = settings_.user_name;
    packet.password = settings_.password;
  }
  void operator()(owned::Publish& packet) const {
    if (!packet.topic.empty()) packet.topic = names_.on_target(packet.topic);
  }
  void operator()(owned::Subscribe& packet) const {
    for (auto& each : packet.subscriptions) each.topic_filter = names_.on_target(each.topic_filter);
  }
  void operator()(owned::Unsubscribe& packet) const {
    for (auto& each : packet.topic_filters) each.text = names_.on_target(each.text);
  }
  void operator()(auto&) const {}

 private:
  const Names& names_;
  const Settings& settings_;
};

class ScriptedClients {
 public:
  ScriptedClients(Network& network, const Names& names, const Settings& settings)
      : network_(network), names_(names), settings_(settings) {
    result_.verdict = Verdict::note;
    result_.topic_prefix = names.prefix();
  }

  void play(const std::string& line);
  CaseResult finish();

 private:
  Client* find(std::string_view name);
  Client* open(std::string_view name);
  void act(Client& client, const Words& words);
  void send(Client& client, owned::Packet packet, std::optional<std::size_t> cut);
  void transmit(Client& client, model::TraceEvent event);
  void leave(Client& client, bool in_order);
  void settle(Client& client);
  void wait_until(Time until);
  bool pump(Time deadline);
  void take(const NetworkEvent& event);
  void take_packet(Client& client, model::TraceEvent event);
  void acknowledge(Client& client, const Packet& packet);
  void remember(const owned::Packet& packet);
  void tidy();
  void record(Kind kind, const Client& client) {
    result_.trace.push_back(
        {kind, network_.now(), client.id, client.version, nullptr, std::nullopt});
  }
  Passage passage(const Client& client) const {
    return {network_.now(), client.id, client.version};
  }

  Network& network_;
  const Names& names_;
  const Settings& settings_;
  CaseResult result_;
  std::list<Client> clients_;
  bool together_ = false;
  bool over_ = false;  // too much has come, or somebody is mute
  std::vector<owned::Connect> sessions_;
  std::vector<std::string> retained_;
};

Client* ScriptedClients::find(std::string_view name) {
  const auto found = std::ranges::find_if(
      clients_, [&](const Client& each) { return each.name == name && each.open; });
  return found == clients_.end() ? nullptr : &*found;
}

Client* ScriptedClients::open(std::string_view name) {
  if (auto* const client = find(name)) return client;
  const auto id = network_.connect();
  if (!id) {
    over_ = true;
    result_.verdict = Verdict::inconclusive;
    result_.target_gone = true;
    result_.actual = id.error();
    return nullptr;
  }
  auto& client = clients_.emplace_back(Client{.name = std::string(name), .id = *id, .open = true});
  result_.connection_names[*id] = client.name;
  record(Kind::opened, client);
  return &client;
}

void ScriptedClients::play(const std::string& line) {
  const Words words(line);
  const auto verb = words.argument(1);
  if (over_) return;
  if (words.argument(0) == "together") {
    together_ = true;
  } else if (words.argument(0) == "wait") {
    for (auto& each : clients_) settle(each);
    wait_until(network_.now() + static_cast<Time>(std::llround(
                                    std::strtod(std::string(verb).c_str(), nullptr) * 1'000)));
  } else if (verb == "connect" || verb == "open") {
    if (auto* const client = open(words.argument(0))) act(*client, words);
  } else if (auto* const client = find(words.argument(0))) {
    act(*client, words);
  }
}

void ScriptedClients::act(Client& client, const Words& words) {
  const auto verb = words.argument(1);
  if (verb == "by-hand") {
    client.by_hand = true;
  } else if (verb == "lost") {
    leave(client, false);
  } else if (auto packet = model::scripts::packet_of(words, Version::v5_0)) {
    std::visit(ToTarget(names_, settings_), *packet);
    send(client, *std::move(packet), words.number<std::size_t>("cut"));
  }
  if (!together_) settle(client);
}

void ScriptedClients::send(Client& client, owned::Packet packet, std::optional<std::size_t> cut) {
  const bool connects = std::holds_alternative<owned::Connect>(packet);
  const bool disconnects = std::holds_alternative<owned::Disconnect>(packet);
  const auto version = connects ? std::get<owned::Connect>(packet).version : client.version;
  auto bytes = packets::bytes_of(packet, version);
  if (!bytes || settings_.limits.refuses(packet, bytes->size())) return;
  if (connects && !client.asked) client.version = version;
  client.asked = client.asked || connects;
  if (cut && *cut < bytes->size()) {
    bytes->resize(std::max<std::size_t>(*cut, 1));
    transmit(client, sent_bytes(*std::move(bytes), passage(client)).event);
    return leave(client, false);
  }
  if (connects && !client.accepted && client.awaited == 0) ++client.awaited;
  if (std::holds_alternative<owned::Pingreq>(packet)) ++client.awaited;
  remember(packet);
  // As a broker reads it: not all that lines can say is there in each version.
  transmit(client, sent_bytes(*std::move(bytes), passage(client)).event);
  if (disconnects) leave(client, true);
}

void ScriptedClients::transmit(Client& client, model::TraceEvent event) {
  const auto bytes = event.bytes;
  result_.trace.push_back(std::move(event));
  network_.send(client.id, Bytes(*bytes));
}

void ScriptedClients::leave(Client& client, bool in_order) {
  client.open = false;
  client.awaited = 0;
  record(Kind::client_closed, client);
  if (in_order)
    network_.close(client.id);
  else
    network_.cut(client.id);
  network_.await_end(client.id, network_.now() + closing_limit);
}

// What was sent is looked at before the answer to a PINGREQ comes.
void ScriptedClients::settle(Client& client) {
  const auto deadline = network_.now() + answer_limit;
  const auto await = [&] {
    while (client.open && client.awaited > 0 && !over_)
      if (!pump(deadline)) {
        over_ = true;
        result_.verdict = Verdict::inconclusive;
        result_.actual = "no answer to CONNECT or PINGREQ";
      }
  };
  await();
  if (!client.open || !client.accepted || over_) return;
  send(client, owned::Pingreq{}, std::nullopt);
  await();
}

void ScriptedClients::wait_until(Time until) {
  while (network_.now() < until && !over_) pump(until);
}

// False if the deadline has come.
bool ScriptedClients::pump(Time deadline) {
  const auto events = network_.wait(deadline);
  for (const auto& event : events) take(event);
  return !events.empty();
}

void ScriptedClients::take(const NetworkEvent& event) {
  const auto found = std::ranges::find_if(
      clients_, [&](const Client& each) { return each.id == event.connection && each.open; });
  if (found == clients_.end()) return;
  auto& client = *found;
  if (event.kind == NetworkEvent::Kind::closed) {
    client.open = false;
    client.awaited = 0;
    result_.trace.push_back(
        {Kind::server_closed, event.at, client.id, client.version, nullptr, std::nullopt});
    return;
  }
  auto& bytes = client.undecoded;
  bytes.insert(bytes.end(), event.bytes.begin(), event.bytes.end());
  std::size_t used = 0;
  while (used < bytes.size() && client.open && !over_) {
    auto packet =
        received_packet(Bytes(bytes).subspan(used), {event.at, client.id, client.version}, false);
    if (!packet) {
      if (std::holds_alternative<Violation>(packet.error())) {
        result_.trace.push_back(
            {Kind::server_garbage, event.at, client.id, client.version,
             std::make_shared<const std::vector<std::uint8_t>>(
                 bytes.begin() + static_cast<std::ptrdiff_t>(used), bytes.end()),
             std::nullopt});
        over_ = true;
      }
      break;
    }
    used += packet->bytes->size();
    take_packet(client, *std::move(packet));
  }
  bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(used));
}

void ScriptedClients::take_packet(Client& client, model::TraceEvent event) {
  const auto packet = *event.packet;
  const auto bytes = event.bytes;  // of the packet's views
  result_.trace.push_back(std::move(event));
  over_ = over_ || result_.trace.size() > most_packets;
  if (const auto* connack = std::get_if<Connack>(&packet)) {
    client.accepted = connack->reason_code == ReasonCode::success;
    client.awaited -= client.awaited > 0;
    if (const auto assigned = connack->properties.assigned_client_identifier)
      sessions_.push_back(clean_connect(client.version, *assigned));
  } else if (std::holds_alternative<Pingresp>(packet)) {
    client.awaited -= client.awaited > 0;
  }
  if (!client.by_hand) acknowledge(client, packet);
}

void ScriptedClients::acknowledge(Client& client, const Packet& packet) {
  const auto* message = std::get_if<Publish>(&packet);
  if (message != nullptr && message->qos == Qos::at_least_once)
    send(client, answer_to<owned::Puback>(message->packet_id), std::nullopt);
  if (message != nullptr && message->qos == Qos::exactly_once)
    send(client, answer_to<owned::Pubrec>(message->packet_id), std::nullopt);
  if (const auto* release = std::get_if<Pubrel>(&packet))
    send(client, answer_to<owned::Pubcomp>(release->packet_id), std::nullopt);
}

// What may stay on the target.
void ScriptedClients::remember(const owned::Packet& packet) {
  const auto may_be_retained = [&](const auto& message) {
    if (message.retain && !message.topic.empty()) retained_.push_back(message.topic);
  };
  if (const auto* message = std::get_if<owned::Publish>(&packet)) may_be_retained(*message);
  const auto* connect = std::get_if<owned::Connect>(&packet);
  if (connect == nullptr) return;
  if (connect->will) may_be_retained(*connect->will);
  if (!connect->client_id.empty())
    sessions_.push_back(clean_connect(connect->version, connect->client_id));
}

CaseResult ScriptedClients::finish() {
  for (auto& each : clients_) settle(each);
  // As long as something comes, more may.
  while (!over_ && pump(network_.now() + settings_.patience)) {
  }
  result_.duration = network_.now();
  tidy();
  return std::move(result_);
}

void ScriptedClients::tidy() {
  for (auto& each : clients_)
    if (each.open) network_.cut(each.id);
  const auto clean = [&](owned::Connect connect, std::span<const std::string> topics) {
    if (!settings_.user_name.empty()) {
      connect.user_name = settings_.user_name;
      connect.password = settings_.password;
    }
    const auto id = network_.connect();
    if (!id) return;
    const auto version = connect.version;
    std::vector<owned::Packet> visit = {std::move(connect)};
    for (const auto& topic : topics) visit.push_back(clearing(topic));
    visit.push_back(owned::Disconnect{});
    for (const auto& each : visit)
      if (const auto bytes = packets::bytes_of(each, version)) network_.send(*id, Bytes(*bytes));
    network_.close(*id);
    network_.await_end(*id, network_.now() + closing_limit);
  };
  std::ranges::sort(sessions_, {}, &owned::Connect::client_id);
  const auto repeated = std::ranges::unique(sessions_, {}, &owned::Connect::client_id);
  sessions_.erase(repeated.begin(), repeated.end());
  if (retained_.empty() && sessions_.empty()) return;
  // The Wills are published, and so cleared, only now.
  for (const auto& each : sessions_)
    clean(each, &each == &sessions_.back() ? std::span<const std::string>(retained_)
                                           : std::span<const std::string>());
}

}  // namespace

CaseResult play_script(std::span<const std::string> lines, Network& network, const Names& names,
                       const Settings& settings) {
  ScriptedClients clients(network, names, settings);
  for (const auto& line : lines) clients.play(line);
  return clients.finish();
}

}  // namespace mqttspec::conformance::search
