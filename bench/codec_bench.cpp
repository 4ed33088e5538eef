// How fast the codec is, beside the hand-written decoder and beside plain copying of the same
// bytes. Benchmarks are named <operation>/<stream>/<who>; `allocs` counts allocations a packet.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "codec/decode.hpp"
#include "codec/encode.hpp"
#include "codec/second/second_decoder.hpp"

namespace {
std::atomic<std::size_t> allocations{0};
}  // namespace

void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace mqttspec {
namespace {

constexpr std::size_t packets_in_a_stream = 1000;

const std::string topic = "site/7/line/12/station/temp/0042";
const std::vector<std::uint8_t> payload(64, 0x5A);
constexpr UserProperty user_properties[] = {{"trace", "0123456789abcdef"}, {"unit", "kelvin"}};
constexpr Subscription subscriptions[] = {{"site/+/line/+/alarm/#", Qos::at_least_once},
                                          {"$share/workers/jobs/+", Qos::exactly_once}};

/// Packets of one sender in one version, and their bytes end to end.
struct Stream {
  EncodeContext context;
  std::vector<Packet> packets;
  std::vector<std::uint8_t> bytes;
  std::vector<std::size_t> sizes;

  void add(const Packet& packet) {
    packets.push_back(packet);
    const auto size = encode(packet, context, bytes);
    if (!size) std::abort();
    sizes.push_back(*size);
  }
  DecodeContext decode_context() const { return {context.version, context.sender}; }
};

Publish some_publish() {
  Publish publish;
  publish.qos = Qos::at_least_once;
  publish.topic = topic;
  publish.packet_id = 1234;
  publish.payload = payload;
  return publish;
}

template <class Acknowledgement>
Acknowledgement some_acknowledgement(ReasonCode code = ReasonCode::success) {
  Acknowledgement acknowledgement;
  acknowledgement.packet_id = 77;
  acknowledgement.reason_code = code;
  return acknowledgement;
}

Subscribe some_subscribe() {
  Subscribe subscribe;
  subscribe.packet_id = 9;
  subscribe.subscriptions = std::span<const Subscription>(subscriptions);
  return subscribe;
}

Connect some_connect() {
  Connect connect;
  connect.clean_start = true;
  connect.keep_alive = 60;
  connect.properties.session_expiry_interval = 3600;
  connect.properties.receive_maximum = 20;
  connect.client_id = "sensor-0042";
  connect.user_name = "sensor";
  connect.password = Bytes(payload).first(16);
  return connect;
}

Stream publishes(Version version) {
  Stream stream{{version, Sender::client}, {}, {}, {}};
  for (std::size_t i = 0; i < packets_in_a_stream; ++i) stream.add(some_publish());
  return stream;
}

Stream publishes_with_properties() {
  Stream stream{{Version::v5_0, Sender::client}, {}, {}, {}};
  Publish publish = some_publish();
  publish.properties.payload_format_indicator = 1;
  publish.properties.message_expiry_interval = 3600;
  publish.properties.topic_alias = 7;
  publish.properties.response_topic = "reply/0042";
  publish.properties.correlation_data = Bytes(payload).first(8);
  publish.properties.content_type = "application/json";
  publish.properties.user_properties = std::span<const UserProperty>(user_properties);
  for (std::size_t i = 0; i < packets_in_a_stream; ++i) stream.add(publish);
  return stream;
}

/// 80 % PUBLISH, 18 % acknowledgements, 1 % SUBSCRIBE, 1 % CONNECT, evenly spread.
Stream mix() {
  Stream stream{{Version::v5_0, Sender::client}, {}, {}, {}};
  for (std::size_t i = 0; i < packets_in_a_stream; ++i) {
    const std::size_t place = i * 37 % 100;
    if (place < 80)
      stream.add(some_publish());
    else if (place < 89)
      stream.add(some_acknowledgement<Puback>());
    else if (place < 92)
      stream.add(some_acknowledgement<Pubrec>(ReasonCode::quota_exceeded));
    else if (place < 95)
      stream.add(some_acknowledgement<Pubrel>());
    else if (place < 98)
      stream.add(some_acknowledgement<Pubcomp>());
    else if (place < 99)
      stream.add(some_subscribe());
    else
      stream.add(some_connect());
  }
  return stream;
}

/// Takes the packets so that the decoders cannot be optimised away.
class Sink final : public PacketVisitor {
 public:
  void on(const Connect& packet) override { take(packet); }
  void on(const Connack& packet) override { take(packet); }
  void on(const Publish& packet) override { take(packet); }
  void on(const Puback& packet) override { take(packet); }
  void on(const Pubrec& packet) override { take(packet); }
  void on(const Pubrel& packet) override { take(packet); }
  void on(const Pubcomp& packet) override { take(packet); }
  void on(const Subscribe& packet) override { take(packet); }
  void on(const Suback& packet) override { take(packet); }
  void on(const Unsubscribe& packet) override { take(packet); }
  void on(const Unsuback& packet) override { take(packet); }
  void on(const Pingreq& packet) override { take(packet); }
  void on(const Pingresp& packet) override { take(packet); }
  void on(const Disconnect& packet) override { take(packet); }
  void on(const Auth& packet) override { take(packet); }

 private:
  template <class Typed>
  static void take(const Typed& packet) {
    const void* address = &packet;
    benchmark::DoNotOptimize(address);
    benchmark::ClobberMemory();
  }
};

/// Runs `pass`, which handles every packet of the stream once, and reports rates and allocations.
template <class Pass>
void measure(benchmark::State& state, const Stream& stream, const Pass& pass) {
  const std::size_t before = allocations.load();
  for (auto _ : state) pass();
  const auto passes = static_cast<double>(state.iterations());
  const auto packets = passes * static_cast<double>(stream.packets.size());
  state.counters["allocs"] = static_cast<double>(allocations.load() - before) / packets;
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(stream.packets.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(stream.bytes.size()));
}

template <class Decode>
void measure_decoding(benchmark::State& state, const Stream& stream, const Decode& decode_one) {
  const auto context = stream.decode_context();
  measure(state, stream, [&] {
    Bytes left = stream.bytes;
    while (!left.empty()) {
      const auto size = decode_one(left, context);
      if (!size) return state.SkipWithError("not decoded");
      left = left.subspan(*size);
    }
  });
}

void decode_grammar(benchmark::State& state, const Stream& stream) {
  Sink sink;
  measure_decoding(state, stream, [&sink](Bytes bytes, const DecodeContext& context) {
    return decode(bytes, context, sink);
  });
}

void decode_by_hand(benchmark::State& state, const Stream& stream) {
  Sink sink;
  measure_decoding(state, stream, [&sink](Bytes bytes, const DecodeContext& context) {
    return second_decode(bytes, context, sink);
  });
}

void decode_to_variant(benchmark::State& state, const Stream& stream) {
  measure_decoding(state, stream, [](Bytes bytes, const DecodeContext& context) {
    const auto decoded = decode_packet(bytes, context);
    benchmark::DoNotOptimize(&decoded);
    return decoded ? std::optional(decoded->size) : std::nullopt;
  });
}

/// The same packets with a byte in each Topic Name that UTF-8 does not have: what a rejection
/// costs.
template <class Decode>
void measure_rejecting(benchmark::State& state, const Stream& stream, const Decode& decode_one) {
  std::vector<std::uint8_t> spoiled = stream.bytes;
  std::size_t start = 0;
  for (const std::size_t size : stream.sizes) {
    spoiled[start + 2 + 2 + topic.size() - 2] = 0xC0;
    start += size;
  }
  const auto context = stream.decode_context();
  measure(state, stream, [&] {
    Bytes left = spoiled;
    for (const std::size_t size : stream.sizes) {
      if (decode_one(left, context)) return state.SkipWithError("not rejected");
      left = left.subspan(size);
    }
  });
}

void reject_grammar(benchmark::State& state, const Stream& stream) {
  Sink sink;
  measure_rejecting(state, stream, [&sink](Bytes bytes, const DecodeContext& context) {
    return decode(bytes, context, sink).has_value();
  });
}

void reject_by_hand(benchmark::State& state, const Stream& stream) {
  Sink sink;
  measure_rejecting(state, stream, [&sink](Bytes bytes, const DecodeContext& context) {
    return second_decode(bytes, context, sink).has_value();
  });
}

void encode_stream(benchmark::State& state, const Stream& stream) {
  std::vector<std::uint8_t> buffer(stream.bytes.size());
  measure(state, stream, [&] {
    std::span<std::uint8_t> left = buffer;
    for (const auto& packet : stream.packets) {
      const auto size = encode(packet, stream.context, left);
      if (!size) return state.SkipWithError("not encoded");
      left = left.subspan(*size);
    }
    benchmark::ClobberMemory();
  });
}

/// No decoder that looks at every byte is faster: each packet copied once.
void copy(benchmark::State& state, const Stream& stream) {
  std::vector<std::uint8_t> buffer(stream.bytes.size());
  measure(state, stream, [&] {
    std::size_t at = 0;
    for (const std::size_t size : stream.sizes) {
      std::memcpy(buffer.data(), stream.bytes.data() + at, size);
      benchmark::ClobberMemory();
      at += size;
    }
  });
}

using Run = void (*)(benchmark::State&, const Stream&);

void add(const std::string& name, Run run, const Stream& stream) {
  benchmark::RegisterBenchmark(name.c_str(),
                               [run, &stream](benchmark::State& state) { run(state, stream); });
}

}  // namespace
}  // namespace mqttspec

int main(int argc, char** argv) {
  using namespace mqttspec;
  const std::pair<std::string, Stream> streams[] = {
      {"v5_publish", publishes(Version::v5_0)},
      {"v311_publish", publishes(Version::v3_1_1)},
      {"v5_properties", publishes_with_properties()},
      {"v5_mix", mix()},
  };
  for (const auto& [name, stream] : streams) {
    add("decode/" + name + "/x3", decode_grammar, stream);
    add("decode/" + name + "/hand", decode_by_hand, stream);
    add("decode/" + name + "/variant", decode_to_variant, stream);
    add("encode/" + name + "/x3", encode_stream, stream);
    add("limit/" + name + "/memcpy", copy, stream);
  }
  add("reject/v5_publish/x3", reject_grammar, streams[0].second);
  add("reject/v5_publish/hand", reject_by_hand, streams[0].second);

  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
