// The cases of section 6 on Servers that get it wrong: the reference broker on a port, whose
// WebSocket a fault stands in front of. Each fault fails the cases that are about it, and no other.
#include <gtest/gtest.h>

#include <future>
#include <set>
#include <thread>

#include "conformance/runner/runner.hpp"
#include "conformance/wire/broker_server.hpp"
#include "conformance/wire/tcp.hpp"

namespace mqttspec::conformance::cases {
namespace {

using namespace wire;

enum class Fault : std::uint8_t {
  none,
  takes_text,           // text frames are taken like binary ones
  sends_text,           // packets go out in text frames
  takes_whole_packets,  // of a frame, and nothing that goes on in the next
  takes_one_packet,     // of a frame; the rest of the frame is lost
  loses_large_frames,   // those above 65,535 bytes
  selects_first,        // whatever is offered first
  selects_last,         // … and last
  selects_its_own,      // a Sub Protocol that nobody offered
  selects_none,
  takes_pings_for_packets,  // so that they are a sign of life
};

/// How long the first frame is of what a Client sent, if it is whole; 0 if not.
std::size_t frame_size(Bytes bytes) {
  if (bytes.size() < 2) return 0;
  std::size_t size = bytes[1] & 0x7fU;
  const std::size_t more = size == 126 ? 2 : size == 127 ? 8 : 0;
  if (bytes.size() < 2 + more) return 0;
  if (more > 0) size = 0;
  for (std::size_t i = 0; i < more; ++i) size = size << 8U | bytes[2 + i];
  size += 2 + more + 4;
  return bytes.size() < size ? 0 : size;
}

/// How long the first packet is, or 0 if it is not whole.
std::size_t packet_size(Bytes bytes) {
  std::size_t length = 0;
  for (std::size_t i = 1; i < bytes.size() && i < 5; ++i) {
    length |= static_cast<std::size_t>(bytes[i] & 0x7fU) << 7 * (i - 1);
    if ((bytes[i] & 0x80U) != 0) continue;
    return bytes.size() < 1 + i + length ? 0 : 1 + i + length;
  }
  return 0;
}

/// The WebSocket of a Server that is right, behind one that is not.
class FaultyWebSocket final : public Layer {
 public:
  FaultyWebSocket(std::shared_ptr<WebSocketLoop> loop, Fault fault)
      : inner_(make_web_socket_server(std::move(loop))), fault_(fault) {}

  void open() override { inner_->open(); }
  void receive(Bytes bytes) override {
    unread_.insert(unread_.end(), bytes.begin(), bytes.end());
    if (inner_->state() == State::opening)
      answer_request();
    else
      while (const auto size = frame_size(unread_)) {
        receive_frame({unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(size)});
        unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(size));
      }
    pass_on();
  }
  void send(Bytes bytes) override {
    if (fault_ == Fault::sends_text) inner_->web_socket()->frame({.text = true});
    inner_->send(bytes);
    pass_on();
  }
  void end() override {
    inner_->end();
    pass_on();
  }

 private:
  void answer_request();
  void receive_frame(std::vector<std::uint8_t> frame);
  std::string select(const std::string& offered) const;
  void pass_on() {
    const auto sent = inner_->take_outgoing();
    outgoing_.insert(outgoing_.end(), sent.begin(), sent.end());
    if (inner_->state() == State::failed) return fail(inner_->failure());
    state_ = inner_->state();
  }

  std::unique_ptr<WebSocketLayer> inner_;
  Fault fault_;
  std::vector<std::uint8_t> unread_;
};

constexpr std::string_view header = "Sec-WebSocket-Protocol: ";

std::string FaultyWebSocket::select(const std::string& offered) const {
  if (fault_ == Fault::selects_first) return offered.substr(0, offered.find(','));
  if (fault_ == Fault::selects_last && offered.contains(", "))
    return offered.substr(offered.rfind(", ") + 2);
  if (fault_ == Fault::selects_its_own) return "its-own";
  if (fault_ == Fault::selects_none) return "";
  return "mqtt";
}

// The right one is asked for mqtt, and its answer is made wrong.
void FaultyWebSocket::answer_request() {
  std::string request(as_text(unread_));
  if (!request.contains("\r\n\r\n")) return;
  unread_.clear();
  if (fault_ < Fault::selects_first || fault_ > Fault::selects_none)
    return inner_->receive(as_bytes(request));
  std::string offered;
  if (const auto at = request.find(header); at != std::string::npos) {
    const auto end = request.find("\r\n", at);
    offered = request.substr(at + header.size(), end - at - header.size());
    request.erase(at, end + 2 - at);
  }
  request.insert(request.find("\r\n") + 2, std::string(header) + "mqtt\r\n");
  inner_->receive(as_bytes(request));
  std::string response(as_text(inner_->take_outgoing()));
  const auto at = response.find(header);
  response.erase(at, response.find("\r\n", at) + 2 - at);
  if (const auto selected = select(offered); !selected.empty())
    response.insert(at, std::string(header) + selected + "\r\n");
  outgoing_.insert(outgoing_.end(), response.begin(), response.end());
}

void FaultyWebSocket::receive_frame(std::vector<std::uint8_t> frame) {
  const auto opcode = frame[0] & 0x0fU;
  if (fault_ == Fault::takes_text && opcode == 1) frame[0] = frame[0] ^ 0x03U;
  if (fault_ == Fault::loses_large_frames && frame.size() > 65'535) return;
  if (fault_ == Fault::takes_pings_for_packets && opcode == 9) {
    // A PUBACK of nothing in particular.
    const std::uint8_t puback[] = {0x40, 0x02, 0x7f, 0xff};
    incoming_.insert(incoming_.end(), std::begin(puback), std::end(puback));
  }
  inner_->receive(frame);
  const auto came = inner_->take_incoming();
  auto rest = Bytes(came);
  if (fault_ == Fault::takes_whole_packets || fault_ == Fault::takes_one_packet) {
    std::size_t whole = 0;
    for (auto size = packet_size(rest); size > 0; size = packet_size(rest.subspan(whole))) {
      whole += size;
      if (fault_ == Fault::takes_one_packet) break;
    }
    // Only what does not go on, or the beginning of what does.
    if (fault_ == Fault::takes_whole_packets || whole > 0) rest = rest.first(whole);
  }
  incoming_.insert(incoming_.end(), rest.begin(), rest.end());
}

/// The cases that fail on that Server, in either version.
std::set<std::string> failing(Fault fault) {
  auto transport = Transport::at(*parse_target("ws://127.0.0.1:0", true), "", "").value();
  ServerSettings settings;
  settings.layers = [loop = make_web_socket_loop(), fault] {
    return std::make_unique<FaultyWebSocket>(loop, fault);
  };
  auto server =
      BrokerServer::listen(std::move(transport), model::profiles().front(), {}, std::move(settings))
          .value();
  const std::jthread thread([&](std::stop_token stop) { server.serve(std::move(stop)); });
  runner::RunPlan plan;
  plan.select = {"6"};
  plan.settings.patience = 600;
  plan.settings.late_limit = 1'000;
  plan.survey = false;
  plan.nonce = "wsoc";
  if (fault != Fault::none && fault != Fault::takes_pings_for_packets)
    plan.exclude = {{"web-socket/pings*", "it takes long"}};
  const auto target =
      make_tcp_target(to_string(server.target()) + "mqtt", plan.settings.patience).value();
  const auto report = runner::run_cases(*target, plan, {}, {});
  std::set<std::string> names;
  for (const auto& each : report.cases) {
    const auto verdict = each.result.verdict;
    const bool right = verdict == play::Verdict::pass || verdict == play::Verdict::note ||
                       verdict == play::Verdict::not_run ||
                       (verdict == play::Verdict::inconclusive && fault == Fault::sends_text);
    EXPECT_TRUE(right || verdict == play::Verdict::fail)
        << each.which->name << ": " << to_string(verdict) << ": " << each.result.expected << "; "
        << each.result.actual;
    if (verdict == play::Verdict::fail)
      names.insert(std::string(each.which->name.substr(each.which->name.find('/') + 1)));
  }
  return names;
}

struct Row {
  Fault fault;
  std::set<std::string> failing;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {Fault::none, {}},
      {Fault::takes_text, {"connect-in-a-text-frame-closes", "publish-in-a-text-frame-closes"}},
      // What is in text frames has to be UTF-8, so that few answers arrive.
      {Fault::sends_text,
       {"server-sends-binary-frames", "packets-in-many-messages-are-understood",
        "packets-in-fragments-are-understood"}},
      {Fault::takes_whole_packets,
       {"packets-in-many-messages-are-understood", "packets-in-fragments-are-understood",
        "packets-across-frames-are-told-apart"}},
      {Fault::takes_one_packet,
       {"packets-in-one-frame-are-told-apart", "packets-across-frames-are-told-apart"}},
      {Fault::loses_large_frames, {"frames-above-65535-bytes-are-understood"}},
      {Fault::selects_first,
       {"mqtt-is-selected-when-offered-last", "an-unknown-sub-protocol-is-not-selected"}},
      {Fault::selects_last, {"mqtt-is-selected-when-offered-first"}},
      {Fault::selects_its_own,
       {"mqtt-is-selected-when-offered-alone", "mqtt-is-selected-when-offered-first",
        "mqtt-is-selected-when-offered-last", "an-unknown-sub-protocol-is-not-selected",
        "without-an-offer-no-other-is-selected"}},
      {Fault::selects_none,
       {"mqtt-is-selected-when-offered-alone", "mqtt-is-selected-when-offered-first",
        "mqtt-is-selected-when-offered-last"}},
      {Fault::takes_pings_for_packets, {"pings-and-pongs-are-no-sign-of-life"}},
  };
  return all;
}

TEST(WebSocketCases, FailOnServersThatGetItWrongAndOnNoOther) {
  std::vector<std::future<std::set<std::string>>> found;
  for (const auto& row : rows())
    found.push_back(std::async(std::launch::async, failing, row.fault));
  for (std::size_t i = 0; i < found.size(); ++i)
    EXPECT_EQ(found[i].get(), rows()[i].failing) << "fault " << static_cast<int>(rows()[i].fault);
}

TEST(WebSocketCases, EachFailsOnSomeServer) {
  std::set<std::string> killers;
  for (const auto& row : rows()) killers.insert(row.failing.begin(), row.failing.end());
  const std::vector<std::string> section = {"6"};
  for (const auto& [group, which] : runner::select_cases(section)) {
    EXPECT_TRUE(contains(which->needs, play::Need::web_socket)) << which->name;
    EXPECT_TRUE(killers.contains(std::string(which->name.substr(which->name.find('/') + 1))))
        << which->name;
  }
}

}  // namespace
}  // namespace mqttspec::conformance::cases
