// See incoming.hpp.
#include "model/mutations/incoming.hpp"

#include <algorithm>

namespace mqttspec::model::mutations {

Connection* Incoming::connection() const {
  const auto id = std::visit(
      [](const auto& input) -> ConnectionId {
        if constexpr (requires { input.connection; }) return input.connection;
        return 0;
      },
      input_);
  return find_connection(state_, id);
}

Session* Incoming::session() const {
  return is_connected() ? find_session(state_, connection()->client_id) : nullptr;
}

bool Incoming::has_send_quota() const {
  const auto* own = session();
  if (own == nullptr) return true;
  return std::ranges::count_if(own->sent, &SentExchange::published_here) <
         connection()->receive_maximum;
}

void Incoming::take_for_error(Cited because) {
  const auto* own = connection();
  const auto* received = std::get_if<Received>(&input_);
  if (own == nullptr || received == nullptr) return;
  const auto statement = because.of(own->version);
  if (!statement) return;
  const auto type = static_cast<std::uint8_t>(type_of(*received->packet));
  const Violation violation{*statement, 0, ViolationKind::protocol_error,
                            ReasonCode::protocol_error};
  input_ = Malformed{own->id, violation, type, own->version};
}

Profile& Incoming::changed_profile() {
  if (!changed_profile_) changed_profile_ = *profile_;
  profile_ = &*changed_profile_;
  return *changed_profile_;
}

void Incoming::replace(owned::Packet packet) {
  packet_ = std::move(packet);
  std::get<Received>(input_).packet = &borrowed_.emplace(*packet_).packet();
}

}  // namespace mqttspec::model::mutations
