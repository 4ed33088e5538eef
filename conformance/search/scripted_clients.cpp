// See scripted_clients.hpp.
#include "conformance/search/scripted_clients.hpp"

#include <algorithm>
#include <cmath>
#include <list>

#include "codec/owned.hpp"
#include "conformance/packets/stimulus.hpp"
#include "conformance/play/trace_events.hpp"
#include "conformance/search/illegal_packet.hpp"
#include "conformance/search/leftovers.hpp"
#include "conformance/search/links.hpp"
#include "conformance/search/manner.hpp"
#include "model/client/profile.hpp"
#include "model/scripts/script_words.hpp"

namespace mqttspec::conformance::search {

using namespace play;
using namespace wire;
using model::scripts::Words;
using Kind = model::TraceEvent::Kind;
using Circumstance = circumstances::CircumstanceId;

namespace {

constexpr Time answer_limit = 5'000;  // milliseconds until a Server counts as mute
constexpr Time notice_limit = 1'000;  // in which it has to notice what is illegal
constexpr Time closing_limit = 200;   // in which it notices that a Client has gone
constexpr std::size_t most_packets = 500;
constexpr std::size_t usual_events = 128;
constexpr std::uint8_t ping[] = {0xC0, 0x00};

class ScriptedClients {
 public:
  ScriptedClients(Network& network, const Names& names, const Settings& settings,
                  const ScriptKind& kind, World world)
      : network_(network), names_(names), settings_(settings), kind_(kind), world_(world) {
    result_.verdict = Verdict::note;
    result_.topic_prefix = names.prefix();
    result_.trace.reserve(usual_events);
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
  void transmit(Link& link, std::vector<std::uint8_t> bytes, bool is_whole);
  void note_sent(const Link& link, std::vector<std::uint8_t> bytes);
  void break_rule(std::string_view name, std::string_view kind);
  void leave(Link& link, bool in_order);
  void wake(Link& link);
  void await(Link& link, Time deadline);
  void note_ping(Link& link);
  void ask_for_life(Link& link);
  void settle(Link& link);
  void wait_for_quiet(Time patience);
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
  World world_;  // that the script asks for
  bool together_ = false;
  bool asks_at_the_end_ = false;
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
  if (over_ || verb == "world") return;
  if (verb == "illegal") return break_rule(name, words.argument(2));
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
    session = sessions_.insert(sessions_.end(), new_session(packet, chooser_, world_));
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
  owned::Packet asked = std::move(packet);
  give_manner(asked, world_);
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

void ScriptedClients::ask(Link& link, owned::Packet packet, std::optional<std::size_t> cut) {
  const auto type = type_of(packet);
  const bool can_be_asked = type == PacketType::publish || type == PacketType::subscribe ||
                            type == PacketType::unsubscribe || type == PacketType::disconnect;
  if (!can_be_asked || link.session == nullptr || is_shared_in_3_1_1(packet, link.version)) return;
  give_manner(packet, world_);
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
    transmit(link, std::move(action.bytes), !is_cut);
    if (is_cut) return leave(link, false);
  }
}

void ScriptedClients::note_sent(const Link& link, std::vector<std::uint8_t> bytes) {
  result_.trace.push_back(
      sent_bytes(std::move(bytes), {network_.now(), link.id, link.version}).event);
}

void ScriptedClients::transmit(Link& link, std::vector<std::uint8_t> bytes, bool is_whole) {
  note_sent(link, bytes);
  constexpr std::uint8_t disconnect = 0xE0;
  if (world_.has(Circumstance::glued) && is_whole && link.accepted && bytes[0] != disconnect) {
    bytes.insert(bytes.end(), std::begin(ping), std::end(ping));
    note_ping(link);
  }
  send_in(world_, network_, link.id, Bytes(bytes));
}

// What a Server that has not noticed does next is nobody's fault but the Client's.
void ScriptedClients::break_rule(std::string_view name, std::string_view kind) {
  const bool is_first = kind == "before-connect";
  auto* link = find(name);
  if ((link == nullptr) != is_first) return;
  if (is_first) link = open(name);
  if (over_ || link->accepted == is_first) return;
  wake(*link);
  settle(*link);
  auto bytes =
      illegal_packet(kind, link->version, link->session ? link->session->client_id : "", settings_);
  if (bytes.empty() || !link->open || over_) return;
  note_sent(*link, bytes);
  send_in(world_, network_, link->id, Bytes(bytes));
  if (link->accepted)
    ask_for_life(*link);
  else
    ++link->awaited;
  await(*link, network_.now() + notice_limit);
  if (!link->open) return;
  over_ = true;
  result_.verdict = Verdict::warn;
  result_.actual = "the Server has not noticed what was illegal";
}

void ScriptedClients::leave(Link& link, bool in_order) {
  if (!std::exchange(link.open, false)) return;
  link.awaited = 0;
  record(Kind::client_closed, link);
  in_order ? network_.close(link.id) : network_.cut(link.id);
  if (link.session != nullptr) link.session->client.lost();
  network_.await_end(link.id, network_.now() + closing_limit);
}

void ScriptedClients::wake(Link& link) {
  link.slow = false;
  const auto held = std::exchange(link.held, {});
  if (link.session != nullptr && link.open) perform(link, link.session->client.receive(held));
}

void ScriptedClients::await(Link& link, Time deadline) {
  while (link.open && link.awaited > 0 && !over_)
    if (!pump(deadline)) {
      over_ = true;
      result_.verdict = Verdict::inconclusive;
      result_.actual = "no answer to CONNECT or PINGREQ";
    }
}

void ScriptedClients::note_ping(Link& link) {
  ++link.awaited;
  ++link.pings;
  note_sent(link, {std::begin(ping), std::end(ping)});
}

void ScriptedClients::ask_for_life(Link& link) {
  note_ping(link);
  send_in(world_, network_, link.id, Bytes(ping));
}

// What was sent is looked at before the answer to a PINGREQ comes; in virtual time at once.
void ScriptedClients::settle(Link& link) {
  if (kind_.virtual_time && !asks_at_the_end_) return wait_for_quiet(0);
  const bool is_asked = link.pings > 0;
  const auto deadline = network_.now() + answer_limit;
  await(link, deadline);
  if (!link.open || !link.accepted || over_ || is_asked) return;
  ask_for_life(link);
  await(link, deadline);
}

// As long as something comes, more may.
void ScriptedClients::wait_for_quiet(Time patience) {
  while (!over_ && pump(network_.now() + patience)) {
  }
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
  asks_at_the_end_ = true;
  for (auto& each : links_) {
    wake(each);
    settle(each);
  }
  wait_for_quiet(settings_.patience);
  result_.duration = network_.now();
  for (auto& each : links_)
    if (each.open) network_.cut(each.id);
  // In virtual time each script has a target of its own.
  if (!kind_.virtual_time) leftovers_.remove(network_, settings_);
  return std::move(result_);
}

}  // namespace

CaseResult play_script(std::span<const std::string> lines, Network& network, const Names& names,
                       const Settings& settings, const ScriptKind& kind) {
  ScriptedClients clients(network, names, settings, kind, world_of(lines));
  for (const auto& line : lines) clients.play(line);
  return clients.finish();
}

}  // namespace mqttspec::conformance::search
