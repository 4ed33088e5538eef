// Decodes vectors with Netty's MqttDecoder in a channel that has seen the version's CONNECT.
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.util.ReferenceCountUtil;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

public final class Adapter {
    private static final int LARGEST = 268_435_455;
    private static final Map<String, String> CONNECT = Map.of(
            "3.1.1", "100d00044d5154540402003c000163", "5.0", "100e00044d5154540502003c00000163");

    private static void write(EmbeddedChannel channel, String hex) {
        channel.writeInbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex)));
    }

    private static String shown(String hex) {
        return hex.isEmpty() ? "-" : hex;
    }

    private static String answer(MqttMessage message) {
        if (message == null) {
            return "incomplete";
        }
        if (message.decoderResult().isFailure()) {
            return "reject " + message.decoderResult().cause();
        }
        if (message instanceof MqttPublishMessage publish) {
            byte[] topic = publish.variableHeader().topicName().getBytes(StandardCharsets.UTF_8);
            return "accept " + shown(ByteBufUtil.hexDump(topic)) + " "
                    + shown(ByteBufUtil.hexDump(publish.payload()));
        }
        return "accept";
    }

    private static String answer(String version, String hex) {
        EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder(LARGEST));
        try {
            if (!hex.startsWith("1")) {
                write(channel, CONNECT.get(version));
                ReferenceCountUtil.release(channel.readInbound());
            }
            write(channel, hex);
            MqttMessage message = channel.readInbound();
            String text = answer(message);
            ReferenceCountUtil.release(message);
            return text;
        } catch (RuntimeException thrown) {
            return "crash " + thrown;
        } finally {
            channel.close();
        }
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            String text = words[0] + " " + answer(words[1], words[3]);
            System.out.println(text.replace('\n', ' '));
        }
    }
}
