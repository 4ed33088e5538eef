// See joined.hpp.
#include "model/client/testing/joined.hpp"

#include "codec/decode.hpp"

namespace mqttspec::model::client {

using Kind = TraceEvent::Kind;

Joined::Joined(Version version, std::size_t clients, const model::Profile& broker_profile,
               Chooser& broker_chooser, const Profile& client_profile, Chooser& client_chooser)
    : version_(version), broker_(broker_profile, {}, broker_chooser) {
  for (std::size_t i = 0; i < clients; ++i)
    nodes_.push_back({.client = ReferenceClient(client_profile, {}, client_chooser)});
}

void Joined::note(Kind kind, ConnectionId connection, std::vector<std::uint8_t> bytes) {
  TraceEvent event{kind, now_, connection, version_, nullptr, std::nullopt};
  if (!bytes.empty()) {
    event.bytes = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    DecodeContext context;
    context.version = version_;
    context.sender = kind == Kind::client_packet ? Sender::client : Sender::server;
    if (const auto decoded = decode_packet(Bytes(*event.bytes), context))
      event.packet = decoded->packet;
  }
  trace_.push_back(std::move(event));
}

void Joined::take(std::size_t client, const std::vector<ClientAction>& actions) {
  auto& node = nodes_[client];
  for (const auto& action : actions) {
    if (action.message) node.delivered.push_back(*action.message);
    if (action.answer) node.answers.push_back(*action.answer);
    if (action.connect) {
      node.connection = broker_.open();
      owners_.resize(node.connection + 1, client);
      owners_[node.connection] = client;
      note(Kind::opened, node.connection, {});
      take(client, node.client.established());
    }
    if (!action.bytes.empty() && node.connection != 0) {
      note(Kind::client_packet, node.connection, action.bytes);
      node.to_broker.push_back({node.connection, action.bytes});
    }
    if (action.close && node.connection != 0) {
      note(Kind::client_closed, node.connection, {});
      node.to_broker.push_back({node.connection, {}, true});
      node.to_client.clear();
      node.connection = 0;
    }
  }
}

void Joined::take(const std::vector<broker::WireAction>& actions) {
  for (const auto& action : actions) {
    auto& node = nodes_[owners_[action.connection]];
    if (action.connection != node.connection) continue;
    node.to_client.push_back({action.connection, action.bytes, action.close});
  }
}

void Joined::ask(std::size_t client, const Packet& packet) {
  take(client, nodes_[client].client.ask(packet));
}

bool Joined::carry_to_broker(std::size_t client) {
  auto& queue = nodes_[client].to_broker;
  if (queue.empty()) return false;
  const auto parcel = std::move(queue.front());
  queue.pop_front();
  if (parcel.close)
    take(broker_.end(parcel.connection));
  else
    take(broker_.receive(parcel.connection, Bytes(parcel.bytes)));
  return true;
}

bool Joined::carry_to_client(std::size_t client) {
  auto& node = nodes_[client];
  if (node.to_client.empty()) return false;
  const auto parcel = std::move(node.to_client.front());
  node.to_client.pop_front();
  if (parcel.close) {
    note(Kind::server_closed, parcel.connection, {});
    node.connection = 0;
    node.to_broker.clear();
    take(client, node.client.lost());
  } else {
    note(Kind::server_packet, parcel.connection, parcel.bytes);
    take(client, node.client.receive(Bytes(parcel.bytes)));
  }
  return true;
}

void Joined::cut(std::size_t client, std::size_t first) {
  auto& node = nodes_[client];
  if (node.connection == 0) return;
  note(Kind::client_closed, node.connection, {});
  if (node.to_broker.size() > first) node.to_broker.resize(first);
  node.to_broker.push_back({node.connection, {}, true});
  node.to_client.clear();
  node.connection = 0;
  take(client, node.client.lost());
}

void Joined::pass(Time milliseconds) {
  now_ += milliseconds;
  take(broker_.advance(now_));
  for (std::size_t i = 0; i < nodes_.size(); ++i) take(i, nodes_[i].client.advance(now_));
}

void Joined::settle() {
  for (bool any = true; any;) {
    any = false;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      any = carry_to_broker(i) || any;
      any = carry_to_client(i) || any;
    }
  }
}

bool Joined::is_connected(std::size_t client) const {
  return nodes_[client].client.state().link == Link::connected;
}

const std::vector<Message>& Joined::delivered(std::size_t client) const {
  return nodes_[client].delivered;
}

const std::vector<Answered>& Joined::answers(std::size_t client) const {
  return nodes_[client].answers;
}

}  // namespace mqttspec::model::client
