// What can happen in a world, and what it leads to: the broker's rules, the Clients and the oracle
// put together. The explorer goes every way; a counter-example is played once more to be shown.
#pragma once

#include <algorithm>
#include <string>

#include "model/broker.hpp"
#include "model/explore/client.hpp"
#include "model/explore/ladder.hpp"
#include "model/explore/oracle.hpp"

namespace mqttspec::model {

/// One thing that may happen next. The kinds from `lose` on are disturbances: without them
/// everything comes to rest.
struct Action {
  enum class Kind : std::uint8_t {
    to_client,  // the next packet arrives at the Client
    to_broker,
    notice,  // the broker notices that a connection is gone
    connect,
    act,
    tick,       // the clock advances
    lose,       // a connection is cut
    half_open,  // … but only the Client notices
  };
  Kind kind = Kind::tick;
  std::uint8_t client = 0;
  std::uint8_t way = 0;

  bool is_disturbance() const { return kind >= Kind::lose; }
};
using Actions = InlineVector<Action, 48>;

template <class Storage>
class Play {
 public:
  using State = World<Storage>;

  /// The scenario has to outlive the play.
  Play(const Scenario& scenario, const FaultSet& faults)
      : scenario_(scenario), faults_(faults), oracle_(scenario, judge_) {
    for (const auto& message : scenario.messages) publishes_.push_back(publish_of(message));
  }

  /// Where the exploration begins: with the Clients that are to be prepared.
  State start(Chooser& chooser) {
    State state;
    for (std::size_t i = 0; i < scenario_.clients.size(); ++i) {
      state.clients.push_back({});
      state.books.accounts.push_back({});
    }
    while (const auto action = next_preparation(state)) perform(state, *action, chooser);
    state.losses = scenario_.losses;
    state.half_open = scenario_.half_open;
    state.ticks = scenario_.ticks;
    return state;
  }

  /// What may happen next, disturbances last.
  Actions actions(const State& state) const {
    Actions all;
    const auto add = [&](Action::Kind kind, std::size_t client, std::size_t way = 0) {
      all.push_back({kind, static_cast<std::uint8_t>(client), static_cast<std::uint8_t>(way)});
    };
    const auto each = [&](auto what) {
      for (std::size_t i = 0; i < state.clients.size(); ++i) what(i, state.clients[i]);
    };
    using Kind = Action::Kind;
    each([&](auto i, const auto& client) {
      if (!client.to_client.empty()) add(Kind::to_client, i);
    });
    each([&](auto i, const auto& client) {
      if (!client.to_broker.empty()) add(Kind::to_broker, i);
      if (!client.half_open.empty()) add(Kind::notice, i);
    });
    each([&](auto i, ClientState client) {
      const Client own(scenario_.clients[i], scenario_, client);
      if (own.may_connect())
        for (std::size_t way = 0; way < own.ways_to_connect(); ++way) add(Kind::connect, i, way);
      for (std::size_t way = 0; way < own.ways_to_act(); ++way) add(Kind::act, i, way);
    });
    if (state.ticks != 0) add(Kind::tick, 0);
    each([&](auto i, const auto& client) {
      if (client.phase == Phase::away) return;
      if (state.losses != 0) add(Kind::lose, i);
      if (state.half_open != 0 && !client.cut_off) add(Kind::half_open, i);
    });
    return all;
  }

  void perform(State& state, const Action& action, Chooser& chooser) {
    chooser_ = &chooser;
    auto& client = state.clients[action.client < state.clients.size() ? action.client : 0];
    Client own(scenario_.clients[action.client], scenario_, client);
    switch (action.kind) {
      case Action::Kind::to_client:
        arrive_at_client(state, action.client);
        break;
      case Action::Kind::to_broker:
        arrive_at_broker(state, action.client);
        break;
      case Action::Kind::notice: {
        const auto name = *client.half_open.begin();
        client.half_open.erase(client.half_open.begin());
        note(action.client, Rung::Kind::remark, "the broker notices the loss");
        end(state, action.client, name);
        break;
      }
      case Action::Kind::connect:
        note(action.client, Rung::Kind::remark, "opens a connection");
        own.connect(action.way);
        feed(state, Opened{name_of(action.client)});
        break;
      case Action::Kind::act:
        own.act(action.way);
        note(action.client, Rung::Kind::remark, "sends " + last_sent(client, action.client));
        break;
      case Action::Kind::tick:
        --state.ticks;
        note(0, Rung::Kind::time, "time passes");
        pass(state, state.broker.now + scenario_.tick);
        break;
      case Action::Kind::lose:
        --state.losses;
        lose(state, action.client, false);
        break;
      case Action::Kind::half_open:
        --state.half_open;
        lose(state, action.client, true);
    }
  }

  /// Judges a state in which nothing can happen any more but disturbances.
  void judge_rest(const State& state) {
    oracle_.at_rest(state.books);
    bool idle = true;
    for (std::size_t i = 0; i < state.clients.size(); ++i) {
      ClientState client = state.clients[i];
      idle = idle && Client(scenario_.clients[i], scenario_, client).is_done();
    }
    for (const auto& session : state.broker.sessions)
      if (session.connection)
        idle = idle && session.sent.empty() && session.waiting.empty() && session.received.empty();
    judge_.require(Property::drain, idle);
  }

  Judge& judge() { return judge_; }
  const RuleSet& fired() const { return fired_; }
  /// From now on everything is noted there.
  void note_in(Ladder* ladder) { ladder_ = ladder; }

 private:
  static constexpr std::uint8_t name_of(std::size_t client) {
    return static_cast<std::uint8_t>(client + 1);
  }
  /// Whose connection it is.
  static constexpr std::size_t owner_of(ConnectionId name) { return (name & 15U) - 1; }

  static Packet publish_of(const ScenarioMessage& message) {
    Publish publish;
    publish.topic = message.topic;
    publish.payload = as_bytes(message.payload);
    publish.qos = message.qos;
    publish.retain = message.retain;
    publish.properties.message_expiry_interval = message.expiry_interval;
    return publish;
  }

  std::optional<Action> next_preparation(const State& state) const {
    for (const auto& action : actions(state)) {
      if (action.kind == Action::Kind::tick || action.is_disturbance()) continue;
      const auto& script = scenario_.clients[action.client];
      if (!script.prepared) continue;
      const auto& client = state.clients[action.client];
      if (action.kind == Action::Kind::act && client.set_up == script.setup.size()) continue;
      return action;
    }
    return std::nullopt;
  }

  void arrive_at_client(State& state, std::size_t whose) {
    auto& client = state.clients[whose];
    const Flight flight = *client.to_client.begin();
    note(whose, Rung::Kind::to_client, flight);
    const bool is_message = Client(scenario_.clients[whose], scenario_, client).receive();
    if (is_message) oracle_.delivered(state.books, whose, flight);
  }

  void arrive_at_broker(State& state, std::size_t whose) {
    auto& client = state.clients[whose];
    const Flight flight = *client.to_broker.begin();
    client.to_broker.erase(client.to_broker.begin());
    note(whose, Rung::Kind::to_broker, flight);
    oracle_.begin(state.books, state.broker.now);
    oracle_.arrives(whose, name_of(whose), flight);
    feed(state, Received{name_of(whose), &packet_of(whose, flight)});
    oracle_.done();
  }

  const Packet& packet_of(std::size_t whose, const Flight& flight) {
    const auto& script = scenario_.clients[whose];
    const auto acknowledge = [&]<class Ack>(Ack ack) -> const Packet& {
      ack.packet_id = flight.packet_id;
      ack.reason_code = static_cast<ReasonCode>(flight.code);
      return packet_ = ack;
    };
    switch (static_cast<PacketType>(flight.type)) {
      case PacketType::connect:
        return script.connects[flight.subject / ways][flight.subject % ways];
      case PacketType::publish: {
        auto& publish = std::get<Publish>(publishes_[flight.subject]);
        publish.packet_id = flight.packet_id;
        publish.dup = (flight.flags & Flight::dup) != 0;
        publish.properties.topic_alias.reset();
        if ((flight.flags & Flight::alias) != 0) publish.properties.topic_alias = 1;
        const bool has_topic = (flight.flags & Flight::no_topic) == 0;
        publish.topic = has_topic ? scenario_.messages[flight.subject].topic : "";
        return publishes_[flight.subject];
      }
      case PacketType::puback:
        return acknowledge(Puback{});
      case PacketType::pubrec:
        return acknowledge(Pubrec{});
      case PacketType::pubrel:
        return acknowledge(Pubrel{});
      case PacketType::pubcomp:
        return acknowledge(Pubcomp{});
      default:
        packet_ = scripted_packet(script, flight);
    }
    if (auto* subscribe = std::get_if<Subscribe>(&packet_)) subscribe->packet_id = flight.packet_id;
    if (auto* other = std::get_if<Unsubscribe>(&packet_)) other->packet_id = flight.packet_id;
    return packet_;
  }

  void pass(State& state, Time now) {
    oracle_.begin(state.books, state.broker.now);
    oracle_.passes(now);
    feed(state, Advance{now});
    oracle_.done();
  }

  void end(State& state, std::size_t whose, std::uint8_t name) {
    oracle_.begin(state.books, state.broker.now);
    oracle_.ends(whose, name);
    feed(state, Ended{name});
    oracle_.done();
  }

  void lose(State& state, std::size_t whose, bool half_open) {
    auto& client = state.clients[whose];
    note_loss(client, whose, half_open);
    const bool was_cut_off = client.cut_off;
    Client(scenario_.clients[whose], scenario_, client).lose();
    if (was_cut_off) return;
    if (!half_open) {
      end(state, whose, name_of(whose));
      return;
    }
    auto name = static_cast<std::uint8_t>(name_of(whose) + 16);
    while (std::ranges::find(client.half_open, name) != client.half_open.end())
      name = static_cast<std::uint8_t>(name + 16);
    client.half_open.push_back(name);
    Oracle::rename(state.books.accounts[whose], name_of(whose), name);
    for (auto& connection : state.broker.connections)
      if (connection.id == name_of(whose)) connection.id = name;
    for (auto& session : state.broker.sessions)
      if (session.connection == name_of(whose)) session.connection = name;
  }

  /// Gives an input to the broker, and what it does to the network.
  void feed(State& state, const Input& input) {
    outputs_.clear();
    apply(state.broker, input, *scenario_.profile, faults_, *chooser_, outputs_, fired_);
    for (const auto& output : outputs_)
      if (const auto* close = std::get_if<Close>(&output))
        close_connection_of(state, close->connection);
      else
        transmit(state, std::get<Pending<Storage>>(output));
  }

  void close_connection_of(State& state, ConnectionId name) {
    const auto whose = owner_of(name);
    auto& client = state.clients[whose];
    oracle_.closes(whose, static_cast<std::uint8_t>(name));
    if (name != name_of(whose)) {
      erase_if(client.half_open, [&](std::uint8_t other) { return other == name; });
      return;
    }
    client.cut_off = true;
    client.to_broker.clear();
    client.to_client.push_back({});
  }

  void transmit(State& state, const Pending<Storage>& pending) {
    const auto whose = owner_of(pending.connection);
    Sent sent;
    Flight flight;
    flight.subject = no_message;
    std::visit([&](const auto& packet) { read(packet, sent, flight); }, pending.packet);
    flight.type = static_cast<std::uint8_t>(sent.type);
    flight.packet_id = static_cast<std::uint8_t>(sent.packet_id);
    if (oracle_.sends(whose, static_cast<std::uint8_t>(pending.connection), sent))
      flight.flags |= Flight::stored;
    if (pending.connection != name_of(whose)) return;
    auto& client = state.clients[whose];
    if (client.phase == Phase::leaving || client.cut_off) return;
    client.to_client.push_back(flight);
  }

  void read(const ConnackOut<Storage>& packet, Sent& sent, Flight& flight) const {
    sent.type = PacketType::connack;
    sent.session_present = packet.session_present;
    sent.accepts = packet.reason_code == ReasonCode::success;
    flight.code = static_cast<std::uint8_t>(packet.reason_code);
    if (packet.session_present) flight.flags = Flight::present;
  }
  void read(const PublishOut<Storage>& packet, Sent& sent, Flight& flight) const {
    sent.type = PacketType::publish;
    sent.packet_id = packet.packet_id;
    sent.qos = static_cast<std::uint8_t>(packet.message.qos);
    sent.retain = packet.message.retain;
    sent.dup = packet.dup;
    sent.alias = packet.topic_alias.value_or(0);
    sent.has_topic = !packet.message.topic.empty();
    const auto& all = scenario_.messages;
    for (MessageIndex i = 0; i < all.size(); ++i)
      if (all[i].payload == std::string_view(packet.message.payload) &&
          (!sent.has_topic || all[i].topic == std::string_view(packet.message.topic)))
        sent.message = i;
    flight.subject = sent.message;
    flight.flags = static_cast<std::uint8_t>(sent.qos | (packet.dup ? Flight::dup : 0));
  }
  void read(const AckOut<Storage>& packet, Sent& sent, Flight& flight) const {
    sent.type = packet.type;
    sent.packet_id = packet.packet_id;
    // A Reason Code that accepts is as good as another to these Clients.
    flight.code = is_failure(packet.reason_code) ? std::uint8_t{0x80} : std::uint8_t{0};
  }
  void read(const SubackOut<Storage>& packet, Sent& sent, Flight&) const {
    sent.type = packet.type;
    sent.packet_id = packet.packet_id;
    sent.codes = packet.reason_codes.size();
  }
  void read(const PingrespOut&, Sent& sent, Flight&) const { sent.type = PacketType::pingresp; }
  void read(const DisconnectOut<Storage>&, Sent& sent, Flight&) const {
    sent.type = PacketType::disconnect;
  }
  void read(const AuthOut<Storage>&, Sent& sent, Flight&) const { sent.type = PacketType::auth; }

  void note(std::size_t whose, Rung::Kind kind, std::string text) {
    if (ladder_ != nullptr) ladder_->push_back({kind, whose, std::move(text)});
  }
  void note(std::size_t whose, Rung::Kind kind, const Flight& flight) {
    if (ladder_ != nullptr) ladder_->push_back({kind, whose, to_text(scenario_, whose, flight)});
  }
  std::string last_sent(const ClientState& client, std::size_t whose) const {
    if (ladder_ == nullptr || client.to_broker.empty()) return {};
    return to_text(scenario_, whose, *(client.to_broker.end() - 1));
  }
  void note_loss(const ClientState& client, std::size_t whose, bool half_open) {
    if (ladder_ == nullptr) return;
    std::string lost = half_open ? "connection lost, the broker does not know" : "connection lost";
    for (const auto& flight : client.to_broker)
      lost += "; lost: " + to_text(scenario_, whose, flight);
    for (const auto& flight : client.to_client)
      lost += "; lost: " + to_text(scenario_, whose, flight);
    ladder_->push_back({Rung::Kind::loss, whose, std::move(lost)});
  }

  const Scenario& scenario_;
  FaultSet faults_;
  Judge judge_;
  Oracle oracle_;
  RuleSet fired_;
  Chooser* chooser_ = nullptr;
  std::vector<Output<Storage>> outputs_;
  std::vector<Packet> publishes_;
  Packet packet_;
  Ladder* ladder_ = nullptr;
};

}  // namespace mqttspec::model
