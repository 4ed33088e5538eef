// The world of a case: who and what is there beside it, and what its own clients have done before.
// See conformance/circumstances.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/play/connection.hpp"
#include "conformance/play/trace_events.hpp"

namespace mqttspec::conformance::play {

using namespace packets;
using namespace mqttspec::literals;
using circumstances::NotApplicable;

using Circumstance = circumstances::CircumstanceId;

namespace {

constexpr unsigned rounds = 2;
// Of the exchanges that a Server permits at a time, one is no matter then.
constexpr std::uint16_t many = 10;
constexpr unsigned connected_neighbours = 6;
constexpr unsigned absent_neighbours = 4;
constexpr unsigned retained_messages = 4;
// Bytes that are sent one by one, at the beginning of what is sent at once.
constexpr std::size_t most_cut = 16;

// The highest QoS that the target is not known to lack.
Qos highest_qos(const Limits& limits) {
  if (limits.find(Need::qos_1) != nullptr) return Qos::at_most_once;
  return limits.find(Need::qos_2) != nullptr ? Qos::at_least_once : Qos::exactly_once;
}

// What only 5.0 has in a packet, beside what stands for a Session that is kept.
bool needs_v5(owned::Packet packet) {
  return std::visit(
      []<class Typed>(Typed& typed) {
        if constexpr (std::same_as<Typed, owned::Connect>) {
          typed.properties.session_expiry_interval.reset();
          if (typed.will && typed.will->properties != owned::WillProperties{}) return true;
        }
        if constexpr (std::same_as<Typed, owned::Subscribe>)
          for (auto& each : typed.subscriptions)
            if (each.no_local || each.retain_as_published ||
                each.retain_handling != RetainHandling{})
              return true;
        if constexpr (requires { typed.reason_code; })
          if (typed.reason_code != ReasonCode::success) return true;
        if constexpr (requires { typed.properties; })
          return typed.properties != decltype(typed.properties){};
        return std::same_as<Typed, owned::Auth>;
      },
      packet);
}

}  // namespace

Topic Run::nearby(std::string_view topic) const {
  return exact(
      fmt::format("{}-n/{}", names_.prefix().substr(0, names_.prefix().size() - 1), topic));
}

// A client that is no part of the case.
Peer Run::neighbour(ConnectSpec spec, bool of_other_version) {
  const auto index = add_connection(spec.client());
  auto& state = connection(index);
  state.is_surroundings = true;
  state.own_topics = nearby("").text;
  if (of_other_version) state.version = the_other(version_);
  connect_network(state);
  Peer peer(*this, index);
  peer.send(spec);
  peer.connected();
  return peer;
}

void Run::surround() {
  if (settings_.world.is_plain()) return;
  surrounding_ = true;
  try {
    add_bystanders();
    add_sessions();
    add_open_exchanges();
  } catch (const CaseOver&) {
    throw NotApplicable{setting_up_, "it could not be set up: " + result_.actual};
  }
  surrounding_ = false;
}

// One has overlapping subscriptions, the other a shared one, and both the filter that most cases
// use.
void Run::add_bystanders() {
  const auto& limits = settings_.limits;
  const auto qos = highest_qos(limits);
  const bool has_wildcards = limits.find(Need::wildcard) == nullptr;
  if (sets_up(Circumstance::bystanders)) {
    auto wild = neighbour(connect("zzwild"));
    wild.subscribe("t", Qos::at_most_once);
    auto all = subscribe(wild.next_packet_id()).filter(has_wildcards ? "#" : "t/1", qos);
    if (is_v5() && limits.find(Need::subscription_identifiers) == nullptr)
      all.with(Property::subscription_identifier, 77);
    wild.subscribe(all);
    auto other = neighbour(connect("zzshare"));
    other.subscribe("t", Qos::at_most_once);
    if (is_v5() && limits.find(Need::shared_subscriptions) == nullptr)
      other.subscribe(has_wildcards ? "$share/zz/#" : "$share/zz/t", qos);
    auto plus =
        subscribe(other.next_packet_id()).filter(has_wildcards ? "+" : "t/2", Qos::at_most_once);
    if (is_v5()) plus.no_local();
    other.subscribe(plus);
  }
  if (!sets_up(Circumstance::other_version_neighbour)) return;
  const Topic filter = has_wildcards ? "#" : "t";
  neighbour(connect("zzother"), true).subscribe(filter, qos);
  auto away = neighbour(connect("zzaway").keep_session(), true);
  away.subscribe(filter, qos);
  away.disconnect();
}

void Run::add_sessions() {
  if (sets_up(Circumstance::many_sessions)) {
    for (unsigned i = 0; i < connected_neighbours; ++i)
      neighbour(connect(fmt::format("zzc{}", i))).subscribe(nearby(fmt::format("c{}", i)));
    const auto qos = std::min(highest_qos(settings_.limits), Qos::at_least_once);
    Peer teller = neighbour(connect("zzteller"));
    for (unsigned i = 0; i < absent_neighbours; ++i) {
      auto absent = neighbour(connect(fmt::format("zza{}", i)).keep_session());
      absent.subscribe(nearby(fmt::format("a{}", i)), qos);
      if (i % 2 == 0)
        absent.disconnect();
      else
        absent.drop_connection();
      teller.publish(publish(nearby(fmt::format("a{}", i)), "waits").at(qos));
    }
  }
  if (!sets_up(Circumstance::retained_neighbours) || settings_.limits.find(Need::retain) != nullptr)
    return;
  Peer keeper = neighbour(connect("zzkeeper"));
  for (unsigned i = 0; i < retained_messages; ++i)
    keeper.send(publish(nearby(fmt::format("r{}", i)), "retained").retain());
  keeper.ping();
}

void Run::add_open_exchanges() {
  if (sets_up(Circumstance::open_exchanges)) {
    const auto qos = highest_qos(settings_.limits);
    Peer sender = neighbour(connect("zzsends"));
    if (qos == Qos::exactly_once) {
      const auto id = sender.next_packet_id();
      sender.send(publish(nearby("open"), "open").qos2(id));
      sender.expect(pubrec(id));
    }
    if (qos >= Qos::at_least_once) {
      Peer receiver = neighbour(connect("zztakes"));
      receiver.subscribe(nearby("taken"), Qos::at_least_once);
      receiver.answer_by_hand();
      sender.publish(publish(nearby("taken"), "open").qos1());
      receiver.expect(publish(nearby("taken")));
    }
  }
  if (sets_up(Circumstance::wills)) {
    auto gone = connect("zzdelays").keep_session(300);
    gone.will(will(nearby("will"), "late").with(Property::will_delay_interval, 300));
    if (is_v5()) neighbour(gone).drop_connection();
  }
  if (!sets_up(Circumstance::busy)) return;
  neighbour(connect("zzlistens")).subscribe(nearby("noise"), highest_qos(settings_.limits));
  noise_maker_ = neighbour(connect("zznoise")).index_;
}

// A message of each QoS passes between two others.
void Run::make_noise() {
  if (!noise_maker_ || surrounding_ || tidying_) return;
  surrounding_ = true;
  Peer maker(*this, *noise_maker_);
  for (const Qos qos : {Qos::at_most_once, Qos::at_least_once, Qos::exactly_once})
    if (maker.is_open() && qos <= highest_qos(settings_.limits))
      maker.publish(publish(nearby("noise"), "noise").at(qos));
  surrounding_ = false;
}

// The QoS of a message whose exchange is not the point.
void Run::choose_qos(const Peer& peer, PublishSpec& message) const {
  if (surrounding_ || tidying_ || !takes_many(peer)) return;
  if (lives_with(Circumstance::published_at_qos_2) && message.qos() != Qos::exactly_once)
    message.qos2();
  else if (lives_with(Circumstance::published_at_qos_1) && message.qos() == Qos::at_most_once)
    message.qos1();
}

// A message of QoS 0 at another one, to the end of its exchange.
bool Run::publishes_higher(Peer& peer, PublishSpec message) {
  if (message.qos() != Qos::at_most_once || !peer.connection().connack) return false;
  choose_qos(peer, message);
  if (message.qos() == Qos::at_most_once) return false;
  peer.publish(std::move(message));
  return true;
}

// The same Client is connected already, with nothing that would be seen when it goes.
void Run::take_over_soon(const ConnectSpec& spec) {
  if (!lives_with(Circumstance::taken_over) || surrounding_ || tidying_) return;
  const auto is_same = [&](const ConnectSpec& before) {
    return std::get<owned::Connect>(before.packet(setting())).client_id ==
           std::get<owned::Connect>(spec.packet(setting())).client_id;
  };
  const bool known = std::ranges::any_of(
      connections_, [&](const auto& each) { return each->name == spec.client(); });
  if (known || !spec.is_clean() || spec.keeps_session() || !is_same(connect(spec.client()))) return;
  const auto index = add_connection("zzbefore");
  auto& state = connection(index);
  state.is_surroundings = true;
  connect_network(state);
  Peer before(*this, index);
  before.send(connect(spec.client()));
  before.connected();
  // What the older connection is told at its end is the point of other cases.
  state.ignored = true;
}

void Run::greet(Peer& peer) {
  auto& state = peer.connection();
  if (settings_.world.is_plain() || tidying_ || surrounding_ || state.has_greeted) return;
  if (state.is_surroundings || state.version != version_) return;
  state.has_greeted = true;
  state.own_topics = nearby(state.name).text + "/";
  const ConnectSpec asked = *state.connect;
  const bool keeps = asked.keeps_session() && (is_v5() || !asked.is_clean());
  const bool lasts = keeps || (is_v5() && lives_with(Circumstance::lasting_sessions));
  if (lives_with(Circumstance::resumed) && lasts) resume_first(peer);
  // What it sends to itself may be larger than what it takes.
  const auto size =
      std::get<owned::Connect>(asked.packet(setting())).properties.maximum_packet_size;
  if (lives_with(Circumstance::warmed_up) && !size) warm_up(peer);
  if (lives_with(Circumstance::own_subscriptions))
    for (const auto* const each : {"1", "2", "3"})
      peer.subscribe(exact(state.own_topics + each), Qos::at_most_once);
  if (lives_with(Circumstance::own_exchanges) && !keeps && asked.is_clean())
    open_own_exchange(peer);
}

// With a subscription: whether a Session stays in which there is nothing is a case of its own.
void Run::resume_first(Peer& peer) {
  auto& state = peer.connection();
  const ConnectSpec asked = *state.connect;
  const auto connack = state.connack;
  const auto topic = exact(state.own_topics + "stays");
  peer.subscribe(topic, highest_qos(settings_.limits));
  peer.disconnect();
  peer.reconnect(ConnectSpec(asked).clean(false));
  peer.unsubscribe(topic);
  state.connect = asked;
  state.connack = connack;
}

// What fails here fails whatever the case is about.
void Run::warm_up(Peer& peer) {
  surrounding_ = true;
  const auto topic = exact(peer.connection().own_topics + "warm-up");
  const auto highest = highest_qos(settings_.limits);
  for (unsigned round = 0; round < rounds; ++round) {
    peer.subscribe(topic, highest);
    for (const Qos qos : {Qos::at_most_once, Qos::at_least_once, Qos::exactly_once})
      if (qos <= highest) exchange(peer, topic, qos);
    peer.unsubscribe(topic);
  }
  surrounding_ = false;
}

// A message to oneself, to the end of both exchanges.
void Run::exchange(Peer& peer, const Topic& topic, Qos qos) {
  const auto id = peer.next_packet_id();
  auto message = publish(topic, "warm").at(qos);
  if (qos != Qos::at_most_once) message.at(qos, id);
  peer.send(message);
  if (qos == Qos::at_least_once) peer.must("MQTT-4.3.2-2"_v311 | "MQTT-4.3.2-4"_v5, puback(id));
  if (qos == Qos::exactly_once) {
    peer.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-8"_v5, pubrec(id));
    peer.send(pubrel(id));
    peer.must("MQTT-4.3.3-2"_v311 | "MQTT-4.3.3-11"_v5, pubcomp(id));
  }
  // A message of QoS 0 may be lost.
  const auto arrival = qos == Qos::at_most_once
                           ? peer.expect(publish(topic))
                           : peer.must("MQTT-4.5.0-1"_v311 | "MQTT-4.5.0-1"_v5, publish(topic));
  if (arrival.as<Publish>().qos == Qos::exactly_once)
    peer.must("MQTT-4.3.3-1"_v311 | "MQTT-4.3.3-4"_v5, pubrel(arrival.as<Publish>().packet_id));
}

// A Server may send one message at a time, so that none to this client is left open.
void Run::open_own_exchange(Peer& peer) {
  if (!takes_many(peer)) return;
  const auto id = peer.next_packet_id();
  peer.send(publish(exact(peer.connection().own_topics + "out"), "open").qos2(id));
  peer.expect(pubrec(id));
}

// True if exchanges of QoS 2 that the case knows nothing of take no place that it needs.
bool Run::takes_many(const Peer& peer) const {
  const auto& connack = peer.connection().connack;
  if (!connack || highest_qos(settings_.limits) != Qos::exactly_once) return false;
  return connack->as<Connack>().properties.receive_maximum.value_or(many) >= many;
}

void Run::check_partner(const Connection& connection, const Stimulus& stimulus) const {
  if (connection.version == version_ || connection.is_surroundings) return;
  if (is_v5() && needs_v5(stimulus.packet(setting())))
    throw NotApplicable{Circumstance::other_version_partner,
                        "its publisher needs what only 5.0 has"};
}

void Run::check_is_judged(const Connection& connection) const {
  if (connection.version != version_ && !connection.is_surroundings)
    throw NotApplicable{Circumstance::other_version_partner, "it judges what its publisher gets"};
}

bool Run::sets_up(Circumstance circumstance) {
  setting_up_ = circumstance;
  return lives_with(circumstance);
}

// In a world that has both, by turns.
bool Run::sends_cut(wire::ConnectionId connection) const {
  if (!lives_with(Circumstance::cut)) return false;
  return !lives_with(Circumstance::glued) || connection % 2 == 0;
}

bool Run::is_cut_now(wire::ConnectionId connection) const {
  return sends_cut(connection) && !surrounding_ && !tidying_;
}

bool Run::sends_glued(const Connection& connection) const {
  return lives_with(Circumstance::glued) && !sends_cut(connection.id);
}

void Run::put_on_wire(wire::ConnectionId connection, Bytes bytes) {
  if (is_cut_now(connection))
    for (std::size_t i = 0; i < most_cut && bytes.size() > 1; ++i) {
      network_.send(connection, bytes.first(1));
      bytes = bytes.subspan(1);
    }
  network_.send(connection, bytes);
}

// In one piece with a PINGREQ of which the case knows nothing.
void Run::transmit_glued(Connection& connection, model::TraceEvent event) {
  const auto sent = event.bytes;
  auto ping =
      sent_packet(pingreq().packet(setting()), *pingreq().bytes(setting()), passage(connection));
  std::vector<std::uint8_t> together(ping.bytes->begin(), ping.bytes->end());
  together.insert(together.end(), sent->begin(), sent->end());
  ping.arrival = event.arrival = model::Arrival::with_others;
  record(std::move(ping));
  record(std::move(event));
  ++connection.hidden_pings;
  put_on_wire(connection.id, Bytes(together));
}

}  // namespace mqttspec::conformance::play
