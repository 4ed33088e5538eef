// See watched_script.hpp.
#include "model/scripts/watched_script.hpp"

#include <algorithm>

#include "codec/encode.hpp"
#include "codec/owned.hpp"

namespace mqttspec::model::scripts {

using Kind = TraceEvent::Kind;

namespace {

/// What the packet of an event borrows from. The event holds it by its bytes, which are none if the
/// packet cannot be written.
struct Carried {
  Carried(owned::Packet packet, Version version, Sender sender)
      : owned(std::move(packet)), borrowed(owned) {
    if (!encode(owned, EncodeContext{version, sender, false}, bytes)) bytes.clear();
  }

  owned::Packet owned;
  BorrowedPacket borrowed;
  std::vector<std::uint8_t> bytes;
};

std::shared_ptr<const std::vector<std::uint8_t>> bytes_of(
    const std::shared_ptr<const Carried>& carried) {
  return {carried, &carried->bytes};
}

}  // namespace

WatchedScript::WatchedScript(Version version, const Profile& profile, const FaultSet& faults,
                             Chooser& chooser, std::vector<TraceObserver*> observers,
                             Choices* network)
    : version_(version),
      profile_(profile),
      step_(faults),
      chooser_(chooser),
      observers_(std::move(observers)),
      network_(network) {}

void WatchedScript::run(std::string_view lines) {
  while (!lines.empty()) {
    const auto end = std::min(lines.find_first_of(";\n"), lines.size());
    auto line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    while (line.starts_with(' ')) line.remove_prefix(1);
    if (!line.empty()) run_line(line);
  }
}

void WatchedScript::run_line(std::string_view line) { play(action_of(line, version_)); }

void WatchedScript::play(Action action) {
  if (action.kind == Action::Kind::wait) {
    while (carry(true, false)) {
    }
    perform(Advance{state_.now + action.pause});
  } else if (action.kind == Action::Kind::restart) {
    for (auto* observer : observers_) observer->restart(action.state_kept, state_.now);
    for (auto& each : names_) each = {each.name, each.connection, each.version, false};
    perform(Restarted{action.state_kept});
  } else {
    const bool opens = action.kind == Action::Kind::open ||
                       action.kind == Action::Kind::malformed ||
                       (action.packet && std::holds_alternative<owned::Connect>(*action.packet));
    const auto connection = connection_of(action.client, opens);
    if (connection != 0 && name_of(connection).is_open) send(connection, std::move(action));
  }
  if (network_ != nullptr && !network_->once_in(4)) {
    for (auto times = network_->below(6); times != 0; --times) carry(true, true);
  } else {
    settle();
  }
}

void WatchedScript::settle() {
  while (carry(true, true)) {
  }
  for (auto* observer : observers_) observer->rest(state_.now);
}

void WatchedScript::send(ConnectionId connection, Action action) {
  auto& name = name_of(connection);
  if (action.kind == Action::Kind::lost) {
    name.is_open = false;
    name.to_client.clear();
    tell(Kind::client_closed, connection);
    post(connection, Ended{connection}, nullptr);
  } else if (action.broken) {
    const Violation violation{*action.broken, 0, ViolationKind::malformed,
                              ReasonCode::malformed_packet};
    const Malformed garbage{connection, violation, action.type, version_};
    tell(Kind::client_garbage, connection, &garbage);
    post(connection, garbage, nullptr);
  } else if (action.packet) {
    if (change_) arrival_ = change_(*action.packet);
    if (const auto* connect = std::get_if<owned::Connect>(&*action.packet))
      name.version = connect->version;
    const auto carried =
        std::make_shared<const Carried>(*std::move(action.packet), name.version, Sender::client);
    const auto& borrowed = carried->borrowed.packet();
    ++packets_;
    tell({Kind::client_packet, state_.now, connection, name.version, bytes_of(carried), borrowed,
          arrival_},
         nullptr);
    post(connection, Received{connection, &borrowed}, carried);
  }
}

void WatchedScript::post(ConnectionId connection, const Input& input,
                         std::shared_ptr<const void> owner) {
  if (network_ == nullptr)
    perform(input);
  else
    name_of(connection).to_broker.push_back({input, std::move(owner)});
}

bool WatchedScript::carry(bool to_broker, bool to_client) {
  if (network_ == nullptr) return false;
  std::vector<std::pair<Name*, bool>> ways;
  for (auto& name : names_) {
    if (to_broker && !name.to_broker.empty()) ways.emplace_back(&name, true);
    if (to_client && !name.to_client.empty()) ways.emplace_back(&name, false);
  }
  if (ways.empty()) return false;
  const auto [name, inward] = ways[network_->below(static_cast<std::uint32_t>(ways.size()))];
  if (inward) {
    const auto parcel = std::move(name->to_broker.front());
    name->to_broker.pop_front();
    perform(parcel.input);
  } else {
    const auto output = std::move(name->to_client.front());
    name->to_client.pop_front();
    show(output);
  }
  return true;
}

void WatchedScript::perform(const Input& input) {
  outputs_.clear();
  step_.apply(state_, input, arrival_, profile_, chooser_, outputs_, fired_);
  for (const auto& output : outputs_) {
    const auto* close = std::get_if<Close>(&output);
    auto& name =
        name_of(close != nullptr ? close->connection : std::get<Pending>(output).connection);
    if (network_ == nullptr)
      show(output);
    else if (name.is_open)
      name.to_client.push_back(output);
  }
}

void WatchedScript::show(const Output& output) {
  if (const auto* close = std::get_if<Close>(&output)) {
    name_of(close->connection).is_open = false;
    return tell(Kind::server_closed, close->connection);
  }
  const auto& pending = std::get<Pending>(output);
  // In the version of the answer: who asks for an unknown one is refused in another.
  const auto carried =
      std::make_shared<const Carried>(pending.packet, pending.because.version(), Sender::server);
  ++packets_;
  // What no Server may send arrives as something that is no packet.
  const auto kind = carried->bytes.empty() ? Kind::server_garbage : Kind::server_packet;
  tell({kind, state_.now, pending.connection, name_of(pending.connection).version,
        bytes_of(carried), carried->borrowed.packet()},
       nullptr);
}

void WatchedScript::tell(Kind kind, ConnectionId connection, const Malformed* garbage) {
  const auto version = name_of(connection).version;
  tell({kind, state_.now, connection, version, nullptr, std::nullopt}, garbage);
}

void WatchedScript::tell(const TraceEvent& event, const Malformed* garbage) {
  for (auto* observer : observers_) observer->observe(event, garbage);
}

ConnectionId WatchedScript::connection_of(std::string_view name, bool open_new) {
  for (auto place = names_.rbegin(); place != names_.rend(); ++place)
    if (place->name == name && (!open_new || place->is_open)) return place->connection;
  if (!open_new) return 0;
  const auto connection = static_cast<ConnectionId>(names_.size() + 1);
  names_.push_back({std::string(name), connection, version_});
  tell(Kind::opened, connection);
  perform(Opened{connection});
  return connection;
}

}  // namespace mqttspec::model::scripts
