// The driver of the Java clients of paho: one library for 3.1.1, another one for 5.0.
import java.io.IOException;

class Main {
    public static void main(String[] args) throws IOException {
        new LineJson(args[0], "1.2.5",
            (driver, fields)
                -> driver.version.equals("5.0") ? new Client5(driver, fields)
                                                : new Client3(driver, fields),
            "version", "client_id", "host", "port")
            .run();
    }
}
