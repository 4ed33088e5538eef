// See client.hpp.
#include "model/explore/client.hpp"

#include <algorithm>
#include <utility>

#include "model/explore/oracle.hpp"

namespace mqttspec::model {

namespace {

/// Not one that free_packet_id() gives.
constexpr std::uint8_t subscription_packet_id = 9;

}  // namespace

bool Client::is_done() const {
  if (state_.acts < script_.acts.size()) return false;
  if (!state_.sending.empty() || !state_.receiving.empty()) return false;
  if (!script_.returns && state_.phase == Phase::away) return true;
  return state_.phase == Phase::connected && state_.set_up == script_.setup.size() &&
         !state_.awaits_answer;
}

bool Client::may_connect() const {
  if (state_.phase != Phase::away) return false;
  return script_.returns || state_.connects < script_.connects.size();
}

std::size_t Client::ways_to_connect() const { return script_.connects[state_.connects].size(); }

bool Client::may_connect_in(std::size_t way) const {
  const auto& connect = std::get<Connect>(script_.connects[state_.connects][way]);
  return connect.clean_start || !state_.discarded;
}

std::size_t Client::ways_to_act() const {
  const bool may_act =
      state_.phase == Phase::connected || (script_.eager && state_.phase == Phase::connecting);
  if (!may_act || state_.awaits_answer) return 0;
  if (state_.set_up < script_.setup.size()) return 1;
  if (state_.acts == script_.acts.size()) return 0;
  const auto& ways_now = script_.acts[state_.acts];
  const bool publishes = std::holds_alternative<Publish>(ways_now[0].packet);
  if (publishes && state_.sending.size() >= script_.window) return 0;
  return ways_now.size();
}

void Client::send(Flight flight) {
  if (!state_.cut_off) state_.to_broker.push_back(flight);
}

void Client::connect(std::size_t way) {
  Flight flight;
  flight.type = static_cast<std::uint8_t>(PacketType::connect);
  flight.subject = static_cast<std::uint8_t>(state_.connects * ways + way);
  if (scripted_connect(script_, flight).clean_start) {
    forget_session();
    state_.discarded = true;
  }
  if (state_.connects + 1U < script_.connects.size() || !script_.returns) ++state_.connects;
  state_.phase = Phase::connecting;
  send(flight);
}

void Client::act(std::size_t way) {
  Flight flight;
  if (state_.set_up < script_.setup.size()) {
    flight.subject = state_.set_up;
    flight.flags = Flight::in_setup;
    send_act(script_.setup[state_.set_up++], flight);
  } else {
    flight.subject = static_cast<std::uint8_t>(state_.acts * ways + way);
    send_act(script_.acts[state_.acts++][way], flight);
  }
}

void Client::send_act(const Act& act, Flight flight) {
  flight.type = static_cast<std::uint8_t>(type_of(act.packet));
  if (act.message != no_message) {
    flight.subject = act.message;
    flight.flags = static_cast<std::uint8_t>(qos_bits(act.message) | alias_bits(act.message));
    if (qos_bits(act.message) != 0) {
      flight.packet_id = free_packet_id();
      state_.sending.push_back({flight.packet_id, act.message, false});
    }
  } else if (flight.is(PacketType::subscribe) || flight.is(PacketType::unsubscribe)) {
    flight.packet_id = subscription_packet_id;
    state_.awaits_answer = true;
  } else if (flight.is(PacketType::auth)) {
    flight.code = static_cast<std::uint8_t>(ReasonCode::re_authenticate);
    state_.awaits_answer = true;
  } else if (flight.is(PacketType::connect) || flight.is(PacketType::connack)) {
    flight.subject = 0;
    state_.phase = Phase::leaving;  // the Server has to close
  } else if (flight.is(PacketType::disconnect)) {
    state_.phase = Phase::leaving;
  }
  send(flight);
}

std::uint8_t Client::qos_bits(MessageIndex message) const {
  return static_cast<std::uint8_t>(scenario_.messages[message].qos);
}

std::uint8_t Client::alias_bits(MessageIndex message) {
  if (!script_.uses_alias) return 0;
  const auto before = std::exchange(state_.alias, message);
  const bool known =
      before != no_message && scenario_.messages[before].topic == scenario_.messages[message].topic;
  return known ? Flight::alias | Flight::no_topic : Flight::alias;
}

/// The lowest: identifiers come back as soon as they may.
std::uint8_t Client::free_packet_id() const {
  std::uint8_t id = 1;
  while (std::ranges::find(state_.sending, id, &WorldExchange::packet_id) != state_.sending.end())
    ++id;
  return id;
}

void Client::answer(PacketType type, const Flight& flight) {
  Flight answer;
  answer.type = static_cast<std::uint8_t>(type);
  answer.packet_id = flight.packet_id;
  if (type == PacketType::puback || type == PacketType::pubrec)
    answer.code = static_cast<std::uint8_t>(script_.answer);
  send(answer);
}

bool Client::receive() {
  const Flight flight = *state_.to_client.begin();
  state_.to_client.erase(state_.to_client.begin());
  if (flight.type == 0) {
    lose();
    return false;
  }
  switch (static_cast<PacketType>(flight.type)) {
    case PacketType::connack:
      receive_connack(flight);
      return false;
    case PacketType::publish:
      return receive_publish(flight);
    case PacketType::pubrel:
      erase_if(state_.receiving, [&](std::uint8_t id) { return id == flight.packet_id; });
      answer(PacketType::pubcomp, flight);
      return false;
    case PacketType::suback:
    case PacketType::unsuback:
      state_.awaits_answer = false;
      return false;
    case PacketType::auth:
      receive_auth(flight);
      return false;
    default:
      receive_acknowledgement(flight);
      return false;
  }
}

bool Client::receive_publish(const Flight& flight) {
  const auto qos = flight.flags & Flight::qos_mask;
  const bool refuses = is_failure(script_.answer);
  if (qos == 0) return true;
  if (qos == 1) {
    answer(PacketType::puback, flight);
    return !refuses;
  }
  const bool known =
      std::ranges::find(state_.receiving, flight.packet_id) != state_.receiving.end();
  if (!known && !refuses) state_.receiving.push_back(flight.packet_id);
  answer(PacketType::pubrec, flight);
  return !known && !refuses;
}

void Client::receive_acknowledgement(const Flight& flight) {
  const auto place = std::ranges::find(state_.sending, flight.packet_id, &WorldExchange::packet_id);
  if (place == state_.sending.end()) return;
  if (flight.is(PacketType::pubrec) && flight.code < 0x80) {
    place->released = true;
    answer(PacketType::pubrel, flight);
  } else if (flight.is(PacketType::puback) || flight.is(PacketType::pubrec) || place->released) {
    state_.sending.erase(place);
  }
}

void Client::receive_auth(const Flight& challenge) {
  if (challenge.code == static_cast<std::uint8_t>(ReasonCode::success)) {
    state_.awaits_answer = false;
    return;
  }
  Flight answer = challenge;
  if (!script_.echoes) answer.subject = 0;
  send(answer);
}

void Client::receive_connack(const Flight& flight) {
  if (flight.code != 0) return;  // the broker closes
  state_.phase = Phase::connected;
  const bool began_anew = std::exchange(state_.discarded, false);
  if ((flight.flags & Flight::present) != 0) {
    send_again();
    return;
  }
  // What the Client has of an earlier session is worth nothing to this broker.
  if (!began_anew) forget_session();
}

void Client::forget_session() {
  state_.sending.clear();
  state_.receiving.clear();
  state_.set_up = 0;
}

void Client::send_again() {
  for (const auto& exchange : state_.sending) {
    Flight flight;
    flight.packet_id = exchange.packet_id;
    if (exchange.released) {
      flight.type = static_cast<std::uint8_t>(PacketType::pubrel);
    } else {
      flight.type = static_cast<std::uint8_t>(PacketType::publish);
      flight.subject = exchange.message;
      flight.flags = static_cast<std::uint8_t>(qos_bits(exchange.message) |
                                               alias_bits(exchange.message) | Flight::dup);
    }
    send(flight);
  }
}

void Client::undergo(const Effects& effects) {
  for (const auto& effect : effects) switch (effect.kind) {
      case Effect::Kind::packet:
        if (state_.phase != Phase::leaving && !state_.cut_off)
          state_.to_client.push_back(effect.flight);
        break;
      case Effect::Kind::close:
        undergo_close();
        break;
      case Effect::Kind::forget:
        erase_if(state_.half_open, [&](std::uint8_t name) { return name == effect.connection; });
        break;
      case Effect::Kind::lose_all:
        lose();
        state_.half_open.clear();
        break;
      case Effect::Kind::session_ends:
        state_.delivered = 0;
    }
}

/// The Client gets to know it behind everything else that is under way to it.
void Client::undergo_close() {
  state_.cut_off = true;
  state_.to_broker.clear();
  state_.to_client.push_back({});
}

void Client::lose() {
  if (state_.awaits_answer && state_.acts == 0) state_.set_up = 0;  // nobody knows what arrived
  state_.phase = Phase::away;
  state_.cut_off = false;
  state_.alias = no_message;
  state_.awaits_answer = false;
  state_.to_broker.clear();
  state_.to_client.clear();
}

}  // namespace mqttspec::model
