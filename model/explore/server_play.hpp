// What a step does to the broker and, by what the broker does then, to the Clients: the broker's
// rules and the oracle that judges them, put together.
#pragma once

#include <algorithm>
#include <charconv>
#include <string>

#include "codec/decode.hpp"
#include "model/broker/step.hpp"
#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

using EffectsOnAll = std::array<Effects, most_clients>;

class ServerPlay {
 public:
  /// All but the faults have to outlive the play.
  ServerPlay(const Scenario& scenario, const FaultSet& faults, Judge& judge)
      : scenario_(scenario), faults_(faults), oracle_(scenario, judge) {
    for (const auto& message : scenario.messages) publishes_.push_back(publish_of(message));
  }

  void perform(ServerState& server, const Happening& happening, Chooser& chooser,
               EffectsOnAll& effects) {
    chooser_ = &chooser;
    effects_ = &effects;
    effects = {};
    const std::size_t whose = happening.client;
    if (happening.kind == Happening::Kind::is_cut) {
      rename(server, whose, happening.connection);
      return;
    }
    oracle_.begin(server.obligations, server.broker.now);
    switch (happening.kind) {
      case Happening::Kind::opens:
        feed(server, Opened{name_of(whose)});
        break;
      case Happening::Kind::arrives:
        oracle_.arrives(whose, happening.connection, happening.in_transit);
        take(server, happening);
        break;
      case Happening::Kind::ends:
        oracle_.ends(whose, happening.connection);
        feed(server, Ended{happening.connection});
        break;
      case Happening::Kind::restart:
        oracle_.restarts();
        feed(server, Restarted{scenario_.restarts_keep_state});
        break;
      default:
        oracle_.passes(server.broker.now + scenario_.tick);
        feed(server, Advance{server.broker.now + scenario_.tick});
    }
    oracle_.done();
    if (happening.kind == Happening::Kind::restart)
      for (std::size_t i = 0; i < scenario_.clients.size(); ++i)
        effects[i].push_back({Effect::Kind::lose_all, 0, {}});
    for (std::size_t i = 0; i < scenario_.clients.size(); ++i)
      if (oracle_.has_ended(i)) effects[i].push_back({Effect::Kind::session_ends, 0, {}});
  }

  /// Judges a world at rest.
  void judge_rest(const Obligations& obligations, std::span<const WorldClient> clients) {
    oracle_.at_rest(obligations, clients);
  }

  const RuleSet& fired() const { return fired_; }

 private:
  static Packet publish_of(const ScenarioMessage& message) {
    Publish publish;
    publish.topic = message.topic;
    publish.payload = as_bytes(message.payload);
    publish.qos = message.qos;
    publish.retain = message.retain;
    publish.properties.message_expiry_interval = message.expiry_interval;
    return publish;
  }

  /// A packet arrives; an illegal one as bytes, from which the codec makes what it can.
  void take(ServerState& server, const Happening& happening) {
    const auto& in_transit = happening.in_transit;
    const auto id = happening.connection;
    if (in_transit.type != PacketInTransit::no_type)
      return feed(server, Received{id, &packet_of(happening.client, in_transit)});
    const auto context = context_of(server, id, static_cast<Version>(in_transit.subject));
    const auto text = illegal_packet(in_transit).bytes(context.version);
    const auto decoded = decode_packet(as_bytes(text), context);
    if (decoded) return feed(server, Received{id, &decoded->packet});
    feed(server, Malformed{id, std::get<Violation>(decoded.error()),
                           static_cast<std::uint8_t>(as_bytes(text)[0] >> 4), context.version});
  }

  /// How bytes on the connection are read; the version is that of its first packet.
  DecodeContext context_of(ServerState& server, ConnectionId id, Version version) const {
    DecodeContext context{.version = version, .strict = true};
    const auto* connection = find_connection(server.broker, id);
    if (connection == nullptr) return context;
    const bool agreed =
        connection->connected || connection->authentication == Authentication::before_connack;
    if (!agreed) return context;
    context.version = connection->version;
    if (connection->version == Version::v5_0 && scenario_.profile->maximum_packet_size)
      context.maximum_packet_size = *scenario_.profile->maximum_packet_size;
    return context;
  }

  const Packet& packet_of(std::size_t whose, const PacketInTransit& in_transit) {
    const auto& script = scenario_.clients[whose];
    const auto acknowledge = [&]<class Ack>(Ack ack) -> const Packet& {
      ack.packet_id = in_transit.packet_id;
      ack.reason_code = static_cast<ReasonCode>(in_transit.code);
      return packet_ = ack;
    };
    switch (static_cast<PacketType>(in_transit.type)) {
      case PacketType::connect:
        return script.connects[in_transit.subject / ways][in_transit.subject % ways];
      case PacketType::publish: {
        auto& publish = std::get<Publish>(publishes_[in_transit.subject]);
        publish.packet_id = in_transit.packet_id;
        publish.dup = (in_transit.flags & PacketInTransit::dup) != 0;
        publish.properties.topic_alias.reset();
        if ((in_transit.flags & PacketInTransit::alias) != 0) publish.properties.topic_alias = 1;
        const bool has_topic = (in_transit.flags & PacketInTransit::no_topic) == 0;
        publish.topic = has_topic ? scenario_.messages[in_transit.subject].topic : "";
        return publishes_[in_transit.subject];
      }
      case PacketType::puback:
        return acknowledge(Puback{});
      case PacketType::pubrec:
        return acknowledge(Pubrec{});
      case PacketType::pubrel:
        return acknowledge(Pubrel{});
      case PacketType::pubcomp:
        return acknowledge(Pubcomp{});
      case PacketType::auth:
        return auth_of(in_transit);
      default:
        packet_ = scripted_packet(script, in_transit);
    }
    if (auto* subscribe = std::get_if<Subscribe>(&packet_))
      subscribe->packet_id = in_transit.packet_id;
    if (auto* other = std::get_if<Unsubscribe>(&packet_)) other->packet_id = in_transit.packet_id;
    return packet_;
  }

  const Packet& auth_of(const PacketInTransit& in_transit) {
    Auth auth;
    auth.reason_code = static_cast<ReasonCode>(in_transit.code);
    auth.properties.authentication_method = scenario_.profile->authentication_method;
    challenge_ = std::string(challenge) + std::to_string(in_transit.subject);
    if (auth.reason_code == ReasonCode::continue_authentication)
      auth.properties.authentication_data = as_bytes(challenge_);
    return packet_ = auth;
  }

  static void rename(ServerState& server, std::size_t whose, std::uint8_t name) {
    Oracle::rename(server.obligations.clients[whose], name_of(whose), name);
    for (auto& connection : server.broker.connections)
      if (connection.id == name_of(whose)) connection.id = name;
    for (auto& session : server.broker.sessions)
      if (session.connection == name_of(whose)) session.connection = name;
  }

  /// Gives an input to the broker, and what it does to the network.
  void feed(ServerState& server, const Input& input) {
    outputs_.clear();
    broker::apply(server.broker, input, *scenario_.profile, faults_, *chooser_, outputs_, fired_);
    for (const auto& output : outputs_)
      if (const auto* close = std::get_if<Close>(&output))
        close_connection(close->connection);
      else
        transmit(std::get<Pending>(output));
  }

  void close_connection(ConnectionId connection) {
    const auto whose = owner_of(connection);
    const auto name = static_cast<std::uint8_t>(connection);
    oracle_.closes(whose, name);
    const bool is_known = name == name_of(whose);
    (*effects_)[whose].push_back({is_known ? Effect::Kind::close : Effect::Kind::forget, name, {}});
  }

  void transmit(const Pending& pending) {
    const auto whose = owner_of(pending.connection);
    Sent sent;
    PacketInTransit in_transit;
    in_transit.subject = no_message;
    sent.type = type_of(pending.packet);
    std::visit([&](const auto& packet) { read(packet, sent, in_transit); }, pending.packet);
    in_transit.type = static_cast<std::uint8_t>(sent.type);
    in_transit.packet_id = static_cast<std::uint8_t>(sent.packet_id);
    if (oracle_.sends(whose, static_cast<std::uint8_t>(pending.connection), sent))
      in_transit.flags |= PacketInTransit::stored;
    if (pending.connection == name_of(whose))
      (*effects_)[whose].push_back({Effect::Kind::packet, 0, in_transit});
  }

  void read(const owned::Connack& packet, Sent& sent, PacketInTransit& in_transit) const {
    sent.session_present = packet.session_present;
    sent.code = packet.reason_code;
    sent.accepts = packet.reason_code == ReasonCode::success;
    in_transit.code = static_cast<std::uint8_t>(packet.reason_code);
    if (packet.session_present) in_transit.flags = PacketInTransit::present;
    const auto& properties = packet.properties;
    if (properties.authentication_method) sent.method = *properties.authentication_method;
    sent.limits = {properties.session_expiry_interval,
                   properties.receive_maximum,
                   properties.maximum_qos,
                   properties.retain_available,
                   properties.server_keep_alive,
                   properties.maximum_packet_size,
                   properties.assigned_client_identifier.has_value()};
  }
  void read(const owned::Publish& packet, Sent& sent, PacketInTransit& in_transit) const {
    sent.packet_id = packet.packet_id;
    sent.qos = static_cast<std::uint8_t>(packet.qos);
    sent.retain = packet.retain;
    sent.dup = packet.dup;
    sent.alias = packet.properties.topic_alias.value_or(0);
    sent.has_topic = !packet.topic.empty();
    const auto& all = scenario_.messages;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].payload == std::string_view(packet.payload) &&
          (!sent.has_topic || all[i].topic == std::string_view(packet.topic)))
        sent.message = static_cast<MessageIndex>(i);
    in_transit.subject = sent.message;
    in_transit.flags =
        static_cast<std::uint8_t>(sent.qos | (packet.dup ? PacketInTransit::dup : 0));
  }
  template <PacketType type>
  void read(const owned::PublishAck<type>& packet, Sent& sent, PacketInTransit& in_transit) const {
    sent.packet_id = packet.packet_id;
    // A Reason Code that accepts is as good as another to these Clients.
    in_transit.code = is_failure(packet.reason_code) ? std::uint8_t{0x80} : std::uint8_t{0};
  }
  void read(const owned::Suback& packet, Sent& sent, PacketInTransit&) const {
    read_codes(packet, sent);
  }
  void read(const owned::Unsuback& packet, Sent& sent, PacketInTransit&) const {
    read_codes(packet, sent);
  }
  template <class Answer>
  static void read_codes(const Answer& packet, Sent& sent) {
    sent.packet_id = packet.packet_id;
    sent.codes = packet.reason_codes.size();
  }
  void read(const owned::Auth& packet, Sent& sent, PacketInTransit& in_transit) const {
    const auto& properties = packet.properties;
    sent.code = packet.reason_code;
    if (properties.authentication_method) sent.method = *properties.authentication_method;
    in_transit.code = static_cast<std::uint8_t>(packet.reason_code);
    if (!properties.authentication_data) return;
    std::string_view number = *properties.authentication_data;
    if (!number.starts_with(challenge)) return;
    number.remove_prefix(challenge.size());
    std::from_chars(number.data(), number.data() + number.size(), sent.challenge);
    in_transit.subject = sent.challenge;
  }
  void read(const owned::Disconnect& packet, Sent& sent, PacketInTransit&) const {
    sent.code = packet.reason_code;
  }
  template <class Other>
  void read(const Other&, Sent&, PacketInTransit&) const {}

  /// The data of challenges, before their number: what the Authentication Method prescribes.
  static constexpr std::string_view challenge = "challenge-";

  const Scenario& scenario_;
  FaultSet faults_;
  Oracle oracle_;
  RuleSet fired_;
  Chooser* chooser_ = nullptr;
  EffectsOnAll* effects_ = nullptr;
  std::vector<Output> outputs_;
  std::vector<Packet> publishes_;
  Packet packet_;
  std::string challenge_;
};

}  // namespace mqttspec::model::explore
