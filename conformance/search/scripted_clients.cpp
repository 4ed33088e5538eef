// See scripted_clients.hpp.
#include "conformance/search/scripted_clients.hpp"

#include <algorithm>
#include <cmath>
#include <list>

#include "codec/owned.hpp"
#include "conformance/packets/stimulus.hpp"
#include "conformance/play/trace_events.hpp"
#include "conformance/search/leftovers.hpp"
#include "model/client/profile.hpp"
#include "model/client/reference_client.hpp"
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

/// A Client of the model, by its Client Identifier. It does nothing illegal, whatever it is asked.
struct Session {
  std::string client_id;
  Version version;
  model::client::ReferenceClient client;
};

/// A Network Connection, by the name that it has in the script.
struct Link {
  std::string name;
  ConnectionId id = 0;
  Version version = Version::v5_0;
  Session* session = nullptr;  // none yet, or another connection has taken it over
  bool open = false;
  bool accepted = false;  // by CONNACK
  bool slow = false;      // what arrives is looked at later
  unsigned awaited = 0;   // answers to CONNECT and PINGREQ
  unsigned pings = 0;     // of those, the ones that are not the Client's own
  std::vector<std::uint8_t> undecoded = {};
  std::vector<std::uint8_t> held = {};  // not looked at yet
};

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
  ScriptedClients(Network& network, const Names& names, const Settings& settings,
                  const ScriptKind& kind)
      : network_(network), names_(names), settings_(settings), kind_(kind) {
    result_.verdict = Verdict::note;
    result_.topic_prefix = names.prefix();
  }

  void play(const std::string& line);
  CaseResult finish();

 private:
  Link* find(std::string_view name);
  Link* open(std::string_view name);
  void connect(std::string_view name, owned::Connect packet, std::optional<std::size_t> cut);
  void act(Link& link, const Words& words);
  void ask(Link& link, owned::Packet packet, std::optional<std::size_t> cut);
  void perform(Link& link, std::vector<model::client::ClientAction> actions,
               std::optional<std::size_t> cut = {});
  void transmit(Link& link, std::vector<std::uint8_t> bytes);
  void leave(Link& link, bool in_order);
  void wake(Link& link);
  void settle(Link& link);
  void wait_until(Time until);
  bool pump(Time deadline);
  void take(const NetworkEvent& event);
  void take_packet(Link& link, model::TraceEvent event);
  void record(Kind kind, const Link& link) {
    result_.trace.push_back({kind, network_.now(), link.id, link.version, nullptr, std::nullopt});
  }

  Network& network_;
  const Names& names_;
  const Settings& settings_;
  const ScriptKind& kind_;
  CaseResult result_;
  model::PlainChooser chooser_;
  std::list<Session> sessions_;
  std::list<Link> links_;
  bool together_ = false;
  bool over_ = false;  // too much has come, or somebody is mute
  Leftovers leftovers_;
};

Link* ScriptedClients::find(std::string_view name) {
  const auto found = std::ranges::find_if(
      links_, [&](const Link& each) { return each.name == name && each.open; });
  return found == links_.end() ? nullptr : &*found;
}

Link* ScriptedClients::open(std::string_view name) {
  const auto id = network_.connect();
  if (!id) {
    over_ = true;
    result_.verdict = Verdict::inconclusive;
    result_.target_gone = true;
    result_.actual = id.error();
    return nullptr;
  }
  auto& link = links_.emplace_back();
  link.name = name;
  link.id = *id;
  link.open = true;
  result_.connection_names[*id] = link.name;
  record(Kind::opened, link);
  return &link;
}

void ScriptedClients::play(const std::string& line) {
  const Words words(line);
  const auto name = words.argument(0);
  const auto verb = words.argument(1);
  if (over_) return;
  if (name == "together") {
    together_ = true;
  } else if (name == "wait") {
    for (auto& each : links_) settle(each);
    const auto seconds = std::strtod(std::string(verb).c_str(), nullptr);
    wait_until(network_.now() + static_cast<Time>(std::llround(seconds * 1'000)));
  } else if (verb == "connect") {
    const auto usual = kind_.v5_0 ? Version::v5_0 : Version::v3_1_1;
    auto packet = std::get<owned::Connect>(*model::scripts::packet_of(words, usual));
    const bool is_served = packet.version == Version::v5_0 ? kind_.v5_0 : kind_.v3_1_1;
    if (is_served && find(name) == nullptr)
      connect(name, std::move(packet), words.number<std::size_t>("cut"));
    if (auto* const link = find(name); link != nullptr && !together_) settle(*link);
  } else if (auto* const link = find(name)) {
    act(*link, words);
  }
}

// Whoever connects with the Client Identifier of another connection takes its Session over: it is
// the same Client, to which the first connection seems lost. In another version it begins anew, as
// what it has begun to send cannot be sent again as it was.
void ScriptedClients::connect(std::string_view name, owned::Connect packet,
                              std::optional<std::size_t> cut) {
  ToTarget(names_, settings_)(packet);
  auto session = std::ranges::find(sessions_, packet.client_id, &Session::client_id);
  if (session != sessions_.end() && session->version != packet.version) {
    for (auto& each : links_)
      if (each.session == &*session) each.session = nullptr;
    sessions_.erase(session);
    session = sessions_.end();
    packet.clean_start = true;
  }
  if (session == sessions_.end() || packet.client_id.empty()) {
    model::client::ReferenceClient fresh(model::client::profiles().front(), {}, chooser_);
    session =
        sessions_.insert(sessions_.end(), {packet.client_id, packet.version, std::move(fresh)});
  }
  auto* const link = open(name);
  if (link == nullptr) return;
  for (auto& each : links_)
    if (each.session == &*session) {
      each.session = nullptr;
      if (each.open) session->client.lost();
    }
  link->session = &*session;
  link->version = packet.version;
  leftovers_.note(packet);
  const owned::Packet asked = std::move(packet);
  const BorrowedPacket borrowed(asked);
  for (const auto& action : session->client.ask(borrowed.packet()))
    if (action.connect) {
      link->awaited = 1;
      return perform(*link, session->client.established(), cut);
    }
}

void ScriptedClients::act(Link& link, const Words& words) {
  const auto verb = words.argument(1);
  if (verb == "slow") {
    link.slow = true;
  } else if (verb == "awake") {
    wake(link);
  } else if (verb == "lost") {
    leave(link, false);
  } else if (auto packet = model::scripts::packet_of(words, Version::v5_0)) {
    std::visit(ToTarget(names_, settings_), *packet);
    ask(link, *std::move(packet), words.number<std::size_t>("cut"));
  }
  if (!together_) settle(link);
}

// In 3.1.1 $share/ is the beginning of a filter like any other, which many Servers do not take it
// for.
bool is_shared_in_3_1_1(const owned::Packet& packet, Version version) {
  const auto* const subscribe = std::get_if<owned::Subscribe>(&packet);
  return subscribe != nullptr && version == Version::v3_1_1 &&
         std::ranges::any_of(subscribe->subscriptions, [](const auto& each) {
           return each.topic_filter.starts_with("$share/");
         });
}

void ScriptedClients::ask(Link& link, owned::Packet packet, std::optional<std::size_t> cut) {
  const auto type = type_of(packet);
  const bool can_be_asked = type == PacketType::publish || type == PacketType::subscribe ||
                            type == PacketType::unsubscribe || type == PacketType::disconnect;
  if (!can_be_asked || link.session == nullptr || is_shared_in_3_1_1(packet, link.version)) return;
  const auto bytes = packets::bytes_of(packet, link.version);
  if (!bytes || settings_.limits.refuses(packet, bytes->size())) return;
  leftovers_.note(packet);
  const BorrowedPacket borrowed(packet);
  perform(link, link.session->client.ask(borrowed.packet()), cut);
}

// What the Client wants to send and do; `cut` is about the first packet of it.
void ScriptedClients::perform(Link& link, std::vector<model::client::ClientAction> actions,
                              std::optional<std::size_t> cut) {
  for (auto& action : actions) {
    if (!link.open) return;
    if (action.close) leave(link, true);
    if (action.bytes.empty()) continue;
    const bool is_cut = cut && *cut < action.bytes.size();
    if (is_cut) action.bytes.resize(std::max<std::size_t>(*cut, 1));
    transmit(link, std::move(action.bytes));
    if (is_cut) return leave(link, false);
  }
}

void ScriptedClients::transmit(Link& link, std::vector<std::uint8_t> bytes) {
  auto event = sent_bytes(std::move(bytes), {network_.now(), link.id, link.version}).event;
  const auto sent = event.bytes;
  result_.trace.push_back(std::move(event));
  network_.send(link.id, Bytes(*sent));
}

void ScriptedClients::leave(Link& link, bool in_order) {
  if (!std::exchange(link.open, false)) return;
  link.awaited = 0;
  record(Kind::client_closed, link);
  if (in_order)
    network_.close(link.id);
  else
    network_.cut(link.id);
  if (link.session != nullptr) link.session->client.lost();
  network_.await_end(link.id, network_.now() + closing_limit);
}

void ScriptedClients::wake(Link& link) {
  link.slow = false;
  const auto held = std::exchange(link.held, {});
  if (link.session != nullptr && link.open) perform(link, link.session->client.receive(held));
}

// What was sent is looked at before the answer to a PINGREQ comes.
void ScriptedClients::settle(Link& link) {
  const auto deadline = network_.now() + answer_limit;
  const auto await = [&] {
    while (link.open && link.awaited > 0 && !over_)
      if (!pump(deadline)) {
        over_ = true;
        result_.verdict = Verdict::inconclusive;
        result_.actual = "no answer to CONNECT or PINGREQ";
      }
  };
  await();
  if (!link.open || !link.accepted || over_) return;
  ++link.awaited;
  ++link.pings;
  transmit(link, {0xC0, 0x00});
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
      links_, [&](const Link& each) { return each.id == event.connection && each.open; });
  if (found == links_.end()) return;
  auto& link = *found;
  if (event.kind == NetworkEvent::Kind::closed) {
    link.open = false;
    link.awaited = 0;
    result_.trace.push_back(
        {Kind::server_closed, event.at, link.id, link.version, nullptr, std::nullopt});
    if (link.session != nullptr) link.session->client.lost();
    return;
  }
  auto& bytes = link.undecoded;
  bytes.insert(bytes.end(), event.bytes.begin(), event.bytes.end());
  std::size_t used = 0;
  while (used < bytes.size() && link.open && !over_) {
    const auto rest = Bytes(bytes).subspan(used);
    auto packet = received_packet(rest, {event.at, link.id, link.version}, false);
    if (!packet) {
      if (std::holds_alternative<NeedMore>(packet.error())) break;
      auto garbage = std::make_shared<const std::vector<std::uint8_t>>(rest.begin(), rest.end());
      result_.trace.push_back({Kind::server_garbage, event.at, link.id, link.version,
                               std::move(garbage), std::nullopt});
      over_ = true;
      break;
    }
    used += packet->bytes->size();
    take_packet(link, *std::move(packet));
  }
  bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(used));
}

void ScriptedClients::take_packet(Link& link, model::TraceEvent event) {
  const auto packet = *event.packet;
  const auto bytes = event.bytes;  // of the packet's views
  result_.trace.push_back(std::move(event));
  over_ = over_ || result_.trace.size() > most_packets;
  if (const auto* connack = std::get_if<Connack>(&packet)) {
    link.accepted = connack->reason_code == ReasonCode::success;
    link.awaited -= link.awaited > 0;
    if (const auto assigned = connack->properties.assigned_client_identifier)
      leftovers_.note_client_id(*assigned, link.version);
  } else if (std::holds_alternative<Pingresp>(packet)) {
    link.awaited -= link.awaited > 0;
    if (link.pings > 0) {
      --link.pings;
      return;
    }
  }
  if (link.session == nullptr) return;
  if (link.slow && link.accepted && !std::holds_alternative<Connack>(packet))
    link.held.insert(link.held.end(), bytes->begin(), bytes->end());
  else
    perform(link, link.session->client.receive(*bytes));
}

CaseResult ScriptedClients::finish() {
  for (auto& each : links_) {
    wake(each);
    settle(each);
  }
  // As long as something comes, more may.
  while (!over_ && pump(network_.now() + settings_.patience)) {
  }
  result_.duration = network_.now();
  for (auto& each : links_)
    if (each.open) network_.cut(each.id);
  leftovers_.remove(network_, settings_);
  return std::move(result_);
}

}  // namespace

CaseResult play_script(std::span<const std::string> lines, Network& network, const Names& names,
                       const Settings& settings, const ScriptKind& kind) {
  ScriptedClients clients(network, names, settings, kind);
  for (const auto& line : lines) clients.play(line);
  return clients.finish();
}

}  // namespace mqttspec::conformance::search
