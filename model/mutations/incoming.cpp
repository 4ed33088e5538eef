// See incoming.hpp.
#include "model/mutations/incoming.hpp"

#include <algorithm>

namespace mqttspec::model::mutations {

const Connection* Incoming::connection() const {
  const auto id = std::visit(
      [](const auto& input) -> ConnectionId {
        if constexpr (requires { input.connection; }) return input.connection;
        return 0;
      },
      input_);
  const auto place = std::ranges::find(state_.connections, id, &Connection::id);
  return place == state_.connections.end() ? nullptr : &*place;
}

const Session* Incoming::session() const {
  const auto* own = connection();
  if (own == nullptr || !own->connected) return nullptr;
  const auto place = std::ranges::find(state_.sessions, own->client_id, &Session::client_id);
  return place == state_.sessions.end() ? nullptr : &*place;
}

void Incoming::replace(Packet packet) {
  packet_ = std::move(packet);
  std::get<Received>(input_).packet = &*packet_;
}

Profile& Incoming::changed_profile() {
  if (!changed_profile_) changed_profile_ = *profile_;
  profile_ = &*changed_profile_;
  return *changed_profile_;
}

}  // namespace mqttspec::model::mutations
