// See reference_client.hpp.
#include "model/client/reference_client.hpp"

#include <algorithm>

#include "codec/decode.hpp"
#include "codec/encode.hpp"
#include "model/client/mutation.hpp"

namespace mqttspec::model::client {

struct ReferenceClient::Impl {
  Profile profile;
  FaultSet faults;
  Chooser& chooser;
  State state = {};
  RuleSet fired = {};
  ConnectionId last_connection = 0;
  std::vector<std::uint8_t> stream = {};

  std::vector<ClientAction> perform(const Input& input);
  void take_all(std::vector<ClientAction>& actions);
};

namespace {

struct ActionOf {
  const FaultSet& faults;

  ClientAction operator()(const Pending& pending) const {
    ClientAction action;
    const EncodeContext context{pending.because.version(), Sender::client};
    // An application may want to send what is illegal; then only a faulty Client sends it.
    action.bytes.resize(encoded_size(pending.packet, context));
    if (!encode(pending.packet, context, std::span(action.bytes)) && !faults.any())
      action.bytes.clear();
    mutate_flags(action.bytes, faults);
    mutate_bytes(action.bytes, pending.packet, faults);
    return action;
  }
  ClientAction operator()(const Close&) const { return {.close = true}; }
  ClientAction operator()(const Connecting&) const { return {.connect = true}; }
  ClientAction operator()(const Delivered& delivered) const {
    auto message = delivered.message;
    const auto mark = message.topic.find("\xEF\xBB\xBF");
    if (mark != std::string::npos && faults.on(FaultId::byte_order_mark_dropped))
      message.topic.erase(mark, 3);
    return {.message = std::move(message)};
  }
  ClientAction operator()(const Answered& answered) const { return {.answer = answered}; }
};

}  // namespace

std::vector<ClientAction> ReferenceClient::Impl::perform(const Input& input) {
  std::vector<Output> outputs;
  apply(state, input, profile, faults, chooser, outputs, fired);
  std::vector<ClientAction> actions;
  for (const auto& output : outputs) actions.push_back(std::visit(ActionOf{faults}, output));
  return actions;
}

void ReferenceClient::Impl::take_all(std::vector<ClientAction>& actions) {
  std::size_t taken = 0;
  while (taken < stream.size() && state.connection == last_connection) {
    const auto rest = Bytes(stream).subspan(taken);
    DecodeContext context;
    context.version = state.settings.version;
    context.sender = Sender::server;
    if (state.settings.properties.maximum_packet_size)
      context.maximum_packet_size = *state.settings.properties.maximum_packet_size -
                                    (faults.on(FaultId::largest_packet_refused) ? 1 : 0);
    const auto decoded = decode_packet(rest, context);
    const auto* violation = decoded ? nullptr : std::get_if<Violation>(&decoded.error());
    if (!decoded && violation == nullptr) {
      if (faults.on(FaultId::cut_packet_lost)) stream.clear();
      break;
    }
    const auto type = static_cast<std::uint8_t>(rest[0] >> 4);
    auto more = decoded ? perform(Received{last_connection, &decoded->packet})
                        : perform(Malformed{last_connection, *violation, type, context.version});
    for (auto& action : more) actions.push_back(std::move(action));
    const bool goes_on = decoded && !faults.on(FaultId::glued_packet_lost);
    taken += goes_on ? decoded->size : rest.size();
  }
  reorder(actions, faults);
  taken = std::min(taken, stream.size());
  stream.erase(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(taken));
}

ReferenceClient::ReferenceClient(const Profile& profile, const FaultSet& faults, Chooser& chooser)
    : impl_(new Impl{profile, faults, chooser}) {}
ReferenceClient::~ReferenceClient() = default;
ReferenceClient::ReferenceClient(const ReferenceClient& other) : impl_(new Impl(*other.impl_)) {}
ReferenceClient::ReferenceClient(ReferenceClient&&) noexcept = default;
ReferenceClient& ReferenceClient::operator=(ReferenceClient&&) noexcept = default;

std::vector<ClientAction> ReferenceClient::ask(const Packet& packet) {
  return impl_->perform(Asked{&packet});
}

std::vector<ClientAction> ReferenceClient::established() {
  impl_->stream.clear();
  return impl_->perform(Opened{++impl_->last_connection});
}

std::vector<ClientAction> ReferenceClient::receive(Bytes bytes) {
  std::vector<ClientAction> actions;
  impl_->stream.insert(impl_->stream.end(), bytes.begin(), bytes.end());
  impl_->take_all(actions);
  return actions;
}

std::vector<ClientAction> ReferenceClient::lost() {
  return impl_->perform(Ended{impl_->last_connection});
}

std::vector<ClientAction> ReferenceClient::advance(Time now) {
  return impl_->perform(Advance{now});
}

void ReferenceClient::count_on_from(std::uint16_t packet_id) {
  impl_->state.last_packet_id = packet_id;
}

void ReferenceClient::use(const FaultSet& faults) { impl_->faults = faults; }

bool ReferenceClient::is_as(const ReferenceClient& other) const {
  return impl_->state == other.impl_->state && impl_->stream == other.impl_->stream;
}

const State& ReferenceClient::state() const { return impl_->state; }

const RuleSet& ReferenceClient::fired() const { return impl_->fired; }

}  // namespace mqttspec::model::client
