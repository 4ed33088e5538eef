// How fast the codec is, beside a hand-written one and beside plain copying of the same bytes.
// Benchmarks are named <operation>/<stream>/<who>; `allocs` counts allocations a packet.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <new>
#include <string>
#include <vector>

#include "bench/hand_encoder.hpp"
#include "bench/ratios.hpp"
#include "bench/streams.hpp"
#include "bench/texts.hpp"
#include "codec/second/second_decoder.hpp"
#include "codec/utf8.hpp"

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

namespace mqttspec::bench {
namespace {

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
  pass();
  const std::size_t before = allocations.load();
  for (auto _ : state) pass();
  const auto passes = static_cast<double>(state.iterations());
  const auto packets = passes * static_cast<double>(stream.packets.size());
  state.counters["allocs"] = static_cast<double>(allocations.load() - before) / packets;
  state.counters["packets"] = static_cast<double>(stream.packets.size());
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
    return second::decode(bytes, context, sink);
  });
}

void decode_to_variant(benchmark::State& state, const Stream& stream) {
  measure_decoding(state, stream, [](Bytes bytes, const DecodeContext& context) {
    const auto decoded = decode_packet(bytes, context);
    benchmark::DoNotOptimize(&decoded);
    return decoded ? std::optional(decoded->size) : std::nullopt;
  });
}

/// What a rejection costs.
template <class Decode>
void measure_rejecting(benchmark::State& state, const Stream& stream, const Decode& decode_one) {
  const std::vector<std::uint8_t> spoiled = spoiled_topics(stream);
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
    return second::decode(bytes, context, sink).has_value();
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

void encode_hand(benchmark::State& state, const Stream& stream) {
  std::vector<std::uint8_t> buffer(stream.bytes.size());
  measure(state, stream, [&] {
    std::span<std::uint8_t> left = buffer;
    for (const auto& packet : stream.packets) {
      const auto size = encode_by_hand(std::get<Publish>(packet), stream.context, left);
      if (!size) return state.SkipWithError("not encoded");
      left = left.subspan(*size);
    }
    benchmark::ClobberMemory();
  });
  if (buffer != stream.bytes) state.SkipWithError("encoded differently");
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

/// Texts that are well-formed, as nearly all are. `packets` are texts here.
void check_texts(benchmark::State& state, const TextSet& set) {
  for (auto _ : state)
    for (const auto& text : set.texts) {
      const Bytes bytes = as_bytes(text);
      const auto* const end = bytes.data() + bytes.size();
      if (find_text_fault(bytes.data(), end) != end) return state.SkipWithError("a fault is found");
    }
  state.counters["allocs"] = 0;
  state.counters["packets"] = static_cast<double>(set.texts.size());
  state.counters["bytes"] = static_cast<double>(set.bytes());
}

using Run = void (*)(benchmark::State&, const Stream&);

void add(const std::string& name, Run run, const Stream& stream) {
  benchmark::RegisterBenchmark(name.c_str(),
                               [run, &stream](benchmark::State& state) { run(state, stream); });
}

void add_all(const std::vector<Stream>& streams) {
  for (const auto& stream : streams) {
    add("decode/" + stream.name + "/x3", decode_grammar, stream);
    add("decode/" + stream.name + "/hand", decode_by_hand, stream);
    add("decode/" + stream.name + "/variant", decode_to_variant, stream);
    add("encode/" + stream.name + "/x3", encode_stream, stream);
    add("limit/" + stream.name + "/memcpy", copy, stream);
    if (stream.name != "v5_publish" && stream.name != "v5_properties") continue;
    add("encode/" + stream.name + "/hand", encode_hand, stream);
    add("reject/" + stream.name + "/x3", reject_grammar, stream);
    add("reject/" + stream.name + "/hand", reject_by_hand, stream);
  }
}

void add_all(const std::vector<TextSet>& sets) {
  for (const auto& set : sets)
    benchmark::RegisterBenchmark(("check/" + set.name).c_str(),
                                 [&set](benchmark::State& state) { check_texts(state, set); });
}

/// Each stream into a file of its name, for the decoders of other projects.
int write(const std::vector<Stream>& streams, const std::string& folder) {
  for (const auto& stream : streams) {
    std::ofstream file(folder + "/" + stream.name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(stream.bytes.data()),
               static_cast<std::streamsize>(stream.bytes.size()));
    if (!file.flush()) return 1;
  }
  return 0;
}

}  // namespace
}  // namespace mqttspec::bench

int main(int argc, char** argv) {
  using namespace mqttspec::bench;
  const auto streams = make_streams();
  if (argc == 3 && std::string_view(argv[1]) == "--write_streams") return write(streams, argv[2]);
  const auto texts = make_texts();
  add_all(streams);
  add_all(texts);

  // Repetitions of different benchmarks take turns, so that what disturbs one disturbs all. What is
  // said on the command line comes later and wins.
  std::vector<std::string> arguments = {argv[0], "--benchmark_repetitions=10",
                                        "--benchmark_enable_random_interleaving=true",
                                        "--benchmark_min_time=0.01"};
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  std::vector<char*> pointers;
  for (auto& argument : arguments) pointers.push_back(argument.data());
  int count = static_cast<int>(pointers.size());
  benchmark::Initialize(&count, pointers.data());
  if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) return 1;
  Minima minima;
  benchmark::RunSpecifiedBenchmarks(&minima);
  minima.print();
  benchmark::Shutdown();
  return 0;
}
