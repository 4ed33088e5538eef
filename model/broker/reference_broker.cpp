// See reference_broker.hpp.
#include "model/broker/reference_broker.hpp"

#include <algorithm>

#include "codec/decode.hpp"
#include "codec/encode.hpp"
#include "model/conditions/conditional_step.hpp"
#include "model/mutations/stream.hpp"

namespace mqttspec::model::broker {

namespace {

/// What arrived on a connection and was not yet understood.
struct Stream {
  ConnectionId connection = 0;
  std::vector<std::uint8_t> bytes;
  bool is_begun = false;    // a part of a packet came earlier than what came last
  std::size_t taken = 0;    // of `bytes`, until they are erased all at once
  std::size_t to_skip = 0;  // bytes of a packet that a blind broker passes over

  Bytes rest() const { return Bytes(bytes).subspan(taken); }
};

Arrival how_it_came(const Stream& stream, std::size_t size) {
  if (stream.is_begun && stream.taken == 0) return Arrival::in_pieces;
  return size < stream.bytes.size() ? Arrival::with_others : Arrival::whole;
}

/// Size of the packet that the bytes begin with, as its Fixed Header says, or nothing.
std::optional<std::size_t> size_of_packet(Bytes bytes) {
  std::size_t remaining_length = 0;
  for (std::size_t i = 1; i < bytes.size() && i <= 4; ++i) {
    remaining_length |= static_cast<std::size_t>(bytes[i] & 0x7F) << (7 * (i - 1));
    if ((bytes[i] & 0x80) == 0) return 1 + i + remaining_length;
  }
  return std::nullopt;
}

/// The protocol level that a CONNECT names, whatever else is wrong with it; nothing if it ends
/// before that.
std::optional<std::uint8_t> level_of_connect(Bytes bytes) {
  std::size_t level = 1;
  while (level < bytes.size() && level < 4 && (bytes[level] & 0x80) != 0) ++level;
  level += 7;  // past the last byte of the Remaining Length and the Protocol Name
  if (level >= std::min(bytes.size(), size_of_packet(bytes).value_or(bytes.size())))
    return std::nullopt;
  return bytes[level];
}

Version version_of_connect(Bytes bytes) {
  return level_of_connect(bytes) == 4 ? Version::v3_1_1 : Version::v5_0;
}

/// What a broker takes a CONNECT for if it does not see what is wrong with it.
Packet overlooked_connect(Version version) {
  Connect connect;
  connect.version = version;
  connect.clean_start = true;
  connect.client_id = "overlooked";
  return connect;
}

/// Writes what the broker sends, lawful or, as a faulty one may want to, not.
void write(const owned::Packet& packet, Version version, std::vector<std::uint8_t>& bytes) {
  const EncodeContext context{version, Sender::server};
  if (encode(packet, context, bytes)) return;
  bytes.resize(encoded_size(packet, context));
  // Refused once more, but the buffer has it.
  [[maybe_unused]] const auto refused = encode(packet, context, std::span(bytes));
}

using mutations::StreamFault;

constexpr std::uint8_t connect_type = static_cast<std::uint8_t>(PacketType::connect);

}  // namespace

struct ReferenceBroker::Impl {
  Impl(const Profile& profile_, const FaultSet& faults_, Chooser* chooser_)
      : profile(profile_),
        faults(faults_),
        step(faults_),
        stream_fault(mutations::stream_fault(faults_)),
        chooser(chooser_ == nullptr ? &plain : chooser_) {}

  Profile profile;
  FaultSet faults;
  conditions::ConditionalStep step;
  Arrival arrival = Arrival::whole;  // of the packet that is taken
  StreamFault stream_fault;
  PlainChooser plain;
  Chooser* chooser;
  BrokerState state;
  RuleSet fired;
  ConnectionId last_connection = 0;
  std::vector<Stream> streams;
  StepWatcher watcher;

  void perform(const Input& input, std::vector<WireAction>& actions);
  DecodeContext context_of(ConnectionId id, Bytes bytes);
  void refuse(Stream& stream, const Violation& violation, std::vector<WireAction>& actions);
  /// Takes one packet from the stream. False if there is none yet, or the connection is closed.
  bool take_packet(Stream& stream, std::vector<WireAction>& actions);
  bool is_connected(ConnectionId id);
  void change(std::span<std::uint8_t> packet) const;
  void take_incomplete(const Stream& stream, std::vector<WireAction>& actions);
  void skip(Stream& stream);
};

void ReferenceBroker::Impl::perform(const Input& input, std::vector<WireAction>& actions) {
  std::vector<Output> outputs;
  RuleSet applied;
  step.apply(state, input, arrival, profile, *chooser, outputs, applied);
  fired |= applied;
  if (watcher) watcher(input, outputs, applied);
  for (const auto& output : outputs) {
    if (const auto* close = std::get_if<Close>(&output)) {
      actions.push_back({.connection = close->connection, .bytes = {}, .close = true});
      continue;
    }
    const auto& pending = std::get<Pending>(output);
    WireAction action{.connection = pending.connection, .bytes = {}};
    write(pending.packet, pending.because.version(), action.bytes);
    if (!action.bytes.empty()) actions.push_back(std::move(action));
  }
}

DecodeContext ReferenceBroker::Impl::context_of(ConnectionId id, Bytes bytes) {
  DecodeContext context{.strict = !profile.takes_contested_packets};
  const auto* connection = find_connection(state, id);
  const bool agreed =
      connection != nullptr &&
      (connection->connected || connection->authentication == Authentication::before_connack);
  if (!agreed) {
    context.version = version_of_connect(bytes);
    return context;
  }
  context.version = connection->version;
  if (connection->version == Version::v5_0 && profile.maximum_packet_size)
    context.maximum_packet_size = *profile.maximum_packet_size;
  return context;
}

void ReferenceBroker::Impl::skip(Stream& stream) {
  const auto passed = std::min(stream.to_skip, stream.rest().size());
  stream.taken += passed;
  stream.to_skip -= passed;
}

void ReferenceBroker::Impl::refuse(Stream& stream, const Violation& violation,
                                   std::vector<WireAction>& actions) {
  const auto type = static_cast<std::uint8_t>(stream.rest()[0] >> 4);
  const auto* connection = find_connection(state, stream.connection);
  if (type == connect_type && faults.is_blind_to(violation.statement) && !connection->connected) {
    const Packet packet = overlooked_connect(violation.statement.version());
    perform(Received{stream.connection, &packet}, actions);
  } else {
    // A Client of which nobody knows what it understands is answered as 3.1.1 wants it: by silence,
    // which 5.0 permits.
    const bool is_known = type != connect_type || level_of_connect(stream.rest());
    const auto version = is_known ? violation.statement.version() : Version::v3_1_1;
    perform(Malformed{stream.connection, violation, type, version}, actions);
  }
  const auto size = size_of_packet(stream.rest());
  stream.to_skip = size.value_or(stream.rest().size());
}

bool ReferenceBroker::Impl::take_packet(Stream& stream, std::vector<WireAction>& actions) {
  skip(stream);
  if (stream.rest().empty()) return false;
  const auto id = stream.connection;
  if (const auto size = size_of_packet(stream.rest()); size && *size <= stream.rest().size())
    change(std::span(stream.bytes).subspan(stream.taken, *size));
  const auto decoded = decode_packet(stream.rest(), context_of(id, stream.rest()));
  if (decoded) {
    arrival = how_it_came(stream, decoded->size);
    perform(Received{id, &decoded->packet}, actions);
    stream.to_skip = decoded->size;
  } else if (const auto* violation = std::get_if<Violation>(&decoded.error())) {
    refuse(stream, *violation, actions);
  } else {
    return false;
  }
  return find_connection(state, id) != nullptr;
}

void ReferenceBroker::Impl::change(std::span<std::uint8_t> packet) const {
  if (stream_fault == StreamFault::highest_flag_overlooked)
    mutations::overlook_highest_flag(packet);
  if (stream_fault == StreamFault::codes_of_others_taken) mutations::take_codes_of_others(packet);
  if (stream_fault == StreamFault::bit_of_ack_code_overlooked)
    mutations::overlook_bit_of_code(packet, PacketType::puback, PacketType::pubcomp);
  if (stream_fault == StreamFault::bit_of_disconnect_code_overlooked)
    mutations::overlook_bit_of_code(packet, PacketType::disconnect, PacketType::disconnect);
  if (stream_fault == StreamFault::bit_of_auth_code_overlooked)
    mutations::overlook_bit_of_code(packet, PacketType::auth, PacketType::auth);
}

bool ReferenceBroker::Impl::is_connected(ConnectionId id) {
  const auto* connection = find_connection(state, id);
  return connection != nullptr && connection->connected;
}

void ReferenceBroker::Impl::take_incomplete(const Stream& stream,
                                            std::vector<WireAction>& actions) {
  if (stream.rest().empty()) return;
  for (const auto& whole : mutations::completions(stream.rest())) {
    const auto decoded = decode_packet(Bytes(whole), context_of(stream.connection, Bytes(whole)));
    if (!decoded) continue;
    return perform(Received{stream.connection, &decoded->packet}, actions);
  }
}

ReferenceBroker::ReferenceBroker(const Profile& profile, const FaultSet& faults)
    : impl_(std::make_unique<Impl>(profile, faults, nullptr)) {}
ReferenceBroker::ReferenceBroker(const Profile& profile, const FaultSet& faults, Chooser& chooser)
    : impl_(std::make_unique<Impl>(profile, faults, &chooser)) {}
ReferenceBroker::~ReferenceBroker() = default;
ReferenceBroker::ReferenceBroker(ReferenceBroker&&) noexcept = default;
ReferenceBroker& ReferenceBroker::operator=(ReferenceBroker&&) noexcept = default;

ConnectionId ReferenceBroker::open() {
  const auto id = ++impl_->last_connection;
  std::vector<WireAction> none;
  impl_->perform(Opened{id}, none);
  Stream stream;
  stream.connection = id;
  impl_->streams.push_back(std::move(stream));
  return id;
}

std::vector<WireAction> ReferenceBroker::receive(ConnectionId connection, Bytes bytes) {
  std::vector<WireAction> actions;
  auto& streams = impl_->streams;
  const auto stream = std::ranges::find(streams, connection, &Stream::connection);
  if (stream == streams.end()) return actions;
  stream->is_begun = !stream->bytes.empty();
  stream->bytes.insert(stream->bytes.end(), bytes.begin(), bytes.end());
  const bool known = impl_->is_connected(connection);
  while (impl_->take_packet(*stream, actions)) {
    if (impl_->stream_fault == StreamFault::follower_of_connect_lost && !known)
      stream->bytes.resize(stream->taken + stream->to_skip);
  }
  impl_->arrival = Arrival::whole;
  if (impl_->stream_fault == StreamFault::pingresp_first) {
    const auto pingresp = std::ranges::find_if(actions, [](const WireAction& action) {
      return !action.bytes.empty() && action.bytes[0] == 0xD0;
    });
    if (pingresp != actions.end()) std::rotate(actions.begin(), pingresp, pingresp + 1);
  }
  stream->bytes.erase(
      stream->bytes.begin(),
      stream->bytes.begin() + static_cast<std::ptrdiff_t>(std::exchange(stream->taken, 0)));
  // Every connection has a stream, so that as many are the same.
  if (streams.size() != impl_->state.connections.size())
    std::erase_if(streams, [&](const Stream& other) {
      return find_connection(impl_->state, other.connection) == nullptr;
    });
  return actions;
}

std::vector<WireAction> ReferenceBroker::end(ConnectionId connection) {
  std::vector<WireAction> actions;
  if (impl_->stream_fault == StreamFault::incomplete_taken_for_whole)
    for (const auto& stream : impl_->streams)
      if (stream.connection == connection) impl_->take_incomplete(stream, actions);
  impl_->perform(Ended{connection}, actions);
  std::erase_if(impl_->streams,
                [&](const Stream& stream) { return stream.connection == connection; });
  return actions;
}

std::vector<WireAction> ReferenceBroker::advance(Time now) {
  std::vector<WireAction> actions;
  impl_->perform(Advance{now}, actions);
  return actions;
}

void ReferenceBroker::restart(bool state_kept) {
  std::vector<WireAction> none;
  impl_->perform(Restarted{state_kept}, none);
  impl_->streams.clear();
}

void ReferenceBroker::watch(StepWatcher watcher) { impl_->watcher = std::move(watcher); }

void ReferenceBroker::note(const conditions::NotedFault& noted) { impl_->step.note(noted); }

Time ReferenceBroker::now() const { return impl_->state.now; }

std::optional<Time> ReferenceBroker::next_deadline() const {
  return broker::next_deadline(impl_->state, impl_->profile, impl_->faults);
}

const RuleSet& ReferenceBroker::fired() const { return impl_->fired; }

}  // namespace mqttspec::model::broker
