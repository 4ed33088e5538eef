// What a step does to the broker and, by what the broker does then, to the Clients: the broker's
// rules and the oracle that judges them, put together.
#pragma once

#include <algorithm>
#include <charconv>

#include "codec/decode.hpp"
#include "model/broker/step.hpp"
#include "model/explore/oracle.hpp"
#include "model/explore/packet_source.hpp"
#include "model/mutations/stream.hpp"

namespace mqttspec::model::explore {

using EffectsOnAll = std::array<Effects, most_clients>;

class ServerPlay {
 public:
  /// All but the faults have to outlive the play.
  ServerPlay(const Scenario& scenario, const FaultSet& faults, Judge& judge)
      : scenario_(scenario), faults_(faults), oracle_(scenario, judge), packets_(scenario) {}

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
        oracle_.opens(whose, name_of(whose));
        feed(server, Opened{name_of(whose)});
        break;
      case Happening::Kind::begins:
        oracle_.part_arrives(whose, happening.connection, happening.in_transit);
        take_part(server, happening);
        break;
      case Happening::Kind::arrives:
        forget_part(server, happening.connection);
        oracle_.arrives(whose, happening.connection, happening.in_transit);
        take(server, happening);
        break;
      case Happening::Kind::ends:
        oracle_.ends(whose, happening.connection);
        lose_part(server, happening);
        feed(server, Ended{happening.connection});
        break;
      case Happening::Kind::restart:
        oracle_.restarts();
        server.begun.clear();
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
  /// A packet arrives whole; an illegal one as bytes, from which the codec makes what it can.
  void take(ServerState& server, const Happening& happening) {
    const auto& in_transit = happening.in_transit;
    if (in_transit.type == PacketInTransit::no_type)
      take_bytes(server, happening.connection, bytes_of(server, happening, in_transit));
    else
      feed(server, Received{happening.connection, &packets_.packet(happening.client, in_transit)});
  }

  void take_bytes(ServerState& server, ConnectionId id, Bytes bytes) {
    const auto context = context_of(server, id);
    const auto decoded = decode_packet(bytes, context);
    if (decoded) return feed(server, Received{id, &decoded->packet});
    if (const auto* const violation = std::get_if<Violation>(&decoded.error()))
      feed(server,
           Malformed{id, *violation, static_cast<std::uint8_t>(bytes[0] >> 4), context.version});
  }

  /// A part of one arrives: what is wrong with it may show already.
  void take_part(ServerState& server, const Happening& happening) {
    forget_part(server, happening.connection);
    server.begun.push_back({happening.connection, happening.piece, happening.in_transit});
    take_bytes(server, happening.connection, part_of(server, happening, server.begun.back()));
  }

  static void forget_part(ServerState& server, std::uint8_t connection) {
    erase_if(server.begun, [&](const Begun& begun) { return begun.connection == connection; });
  }

  /// The connection is gone: no more comes of what has begun.
  void lose_part(ServerState& server, const Happening& happening) {
    const auto begun = std::ranges::find(server.begun, happening.connection, &Begun::connection);
    if (begun == server.begun.end()) return;
    const auto part = part_of(server, happening, *begun);
    forget_part(server, happening.connection);
    if (mutations::stream_fault(faults_) != mutations::StreamFault::incomplete_taken_for_whole)
      return;
    for (const auto& whole : mutations::completions(part))
      if (const auto decoded = decode_packet(whole, context_of(server, happening.connection)))
        return feed(server, Received{happening.connection, &decoded->packet});
  }

  /// Good until the next call.
  Bytes bytes_of(ServerState& server, const Happening& happening,
                 const PacketInTransit& in_transit) {
    version_ = static_cast<Version>(in_transit.subject);
    bytes_ = packets_.bytes(happening.client, in_transit,
                            context_of(server, happening.connection).version);
    return bytes_;
  }
  Bytes part_of(ServerState& server, const Happening& happening, const Begun& begun) {
    const auto whole = bytes_of(server, happening, begun.in_transit);
    const std::size_t sizes[piece_count] = {0, 1, 2, whole.size() - 1};
    return whole.first(std::min(sizes[static_cast<std::size_t>(begun.piece)], whole.size() - 1));
  }

  /// How bytes on the connection are read; before a CONNECT by the version that the Client has.
  DecodeContext context_of(ServerState& server, ConnectionId id) const {
    DecodeContext context{.version = version_, .strict = true};
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

  static void rename(ServerState& server, std::size_t whose, std::uint8_t name) {
    Oracle::rename(server.obligations.clients[whose], name_of(whose), name);
    for (auto& begun : server.begun)
      if (begun.connection == name_of(whose)) begun.connection = name;
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
        close_connection(server, close->connection);
      else
        transmit(std::get<Pending>(output));
  }

  void close_connection(ServerState& server, ConnectionId connection) {
    const auto whose = owner_of(connection);
    const auto name = static_cast<std::uint8_t>(connection);
    forget_part(server, name);
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
    if (!number.starts_with(challenge_text)) return;
    number.remove_prefix(challenge_text.size());
    std::from_chars(number.data(), number.data() + number.size(), sent.challenge);
    in_transit.subject = sent.challenge;
  }
  void read(const owned::Disconnect& packet, Sent& sent, PacketInTransit&) const {
    sent.code = packet.reason_code;
  }
  template <class Other>
  void read(const Other&, Sent&, PacketInTransit&) const {}

  const Scenario& scenario_;
  FaultSet faults_;
  Oracle oracle_;
  RuleSet fired_;
  Chooser* chooser_ = nullptr;
  EffectsOnAll* effects_ = nullptr;
  std::vector<Output> outputs_;
  PacketSource packets_;
  Version version_ = Version::v5_0;  // of the packet that arrives, if it comes first
  std::vector<std::uint8_t> bytes_;  // of it
};

}  // namespace mqttspec::model::explore
