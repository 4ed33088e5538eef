// Moquette that ends with the first of its session loops. By itself it would go on without it, and
// never again answer the clients of that loop.
import io.moquette.broker.Server;
import java.io.File;

class Main {
    public static void main(String[] args) throws Exception {
        new Server().startServer(new File(System.getenv("folder"), "config/moquette.conf"));
        var loops = Thread.getAllStackTraces().keySet().stream()
            .filter(each -> each.getName().startsWith("Session Executor")).toList();
        while (loops.stream().allMatch(Thread::isAlive)) Thread.sleep(50);
        System.err.println("a session loop has ended");
        Runtime.getRuntime().halt(1);
    }
}
