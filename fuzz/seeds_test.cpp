// The corpus of packets reaches every packet type and most statements of the codec, and is as fresh
// as the test vectors that it is made of: MQTTSPEC_UPDATE=1 writes it anew. Every vector is an
// input that finds nothing.
#include "fuzz/seeds.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "codec/decode.hpp"
#include "codec/vectors/vector.hpp"
#include "fuzz/stream.hpp"
#include "fuzz/targets.hpp"

namespace mqttspec::fuzz {
namespace {

namespace fs = std::filesystem;
using Buffer = std::vector<std::uint8_t>;

const fs::path folder = fs::path(MQTTSPEC_SOURCE_DIR) / "fuzz" / "corpus" / "packets";

std::map<std::string, Buffer> corpus() {
  std::map<std::string, Buffer> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream in(entry.path(), std::ios::binary);
    files[entry.path().filename()] = Buffer(std::istreambuf_iterator<char>(in), {});
  }
  return files;
}

/// By what is on file alone, and not by how it came there.
TEST(Seeds, CorpusReachesEveryPacketTypeAndManyStatements) {
  std::set<std::tuple<Version, Sender, PacketType>> accepted;
  std::set<StatementId> broken;
  for (const auto& [name, input] : corpus()) {
    const auto [context, bytes] = stream_from(input);
    ASSERT_FALSE(bytes.empty()) << name;
    EXPECT_LE(bytes.size(), 256U) << name;
    const auto decoded = decode_packet(bytes, context);
    if (decoded)
      accepted.emplace(context.version, context.sender, type_of(decoded->packet));
    else if (const auto* violation = std::get_if<Violation>(&decoded.error()))
      broken.insert(violation->statement);
  }
  for (const auto version : {Version::v3_1_1, Version::v5_0})
    for (const auto sender : {Sender::client, Sender::server})
      for (const auto& row : packet_table)
        EXPECT_EQ(accepted.contains({version, sender, row.type}),
                  may_send(version, sender, row.type))
            << row.name << " in " << to_string(version);
  EXPECT_GE(broken.size(), 65U);
}

TEST(Seeds, CorpusIsFresh) {
  const auto seeds = packet_seeds();
  if (std::getenv("MQTTSPEC_UPDATE") != nullptr) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const auto& [name, bytes] : seeds)
      std::ofstream(folder / name, std::ios::binary)
          .write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
  }
  EXPECT_TRUE(corpus() == seeds) << "MQTTSPEC_UPDATE=1 writes it anew";
}

TEST(Seeds, NoVectorFindsAFault) {
  const auto set = vectors::make_vectors();
  const auto run = [](const auto& vector) {
    const auto input = as_input(vector.stream.version, vector.stream.sender, vector.bytes);
    decode(input);
    differential(input);
    round_trip(input);
    if (input.size() < 1000) chunking(input);
  };
  for (const auto& vector : set.valid) run(vector);
  for (const auto& vector : set.malformed) run(vector);
}

}  // namespace
}  // namespace mqttspec::fuzz
