using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plan86.Tests.Ingest;

/// <summary>A real HTTP server that may misbehave on the wire: each connection carries one request and then closes.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Request, Wire, Task> _answer;

    internal LoopbackServer(Func<Request, Wire, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    internal ConcurrentQueue<Request> Requests { get; } = new();

    internal Uri Url(string path) => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}");

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client, _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(one, stop) == 0)
                {
                    return;
                }
                head.Append((char)one[0]);
            }
            var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            var headers = lines.Skip(1).Select(l => l.Split(": ", 2))
                .ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase);
            var body = new byte[headers.TryGetValue("Content-Length", out var length)
                ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : 0];
            await stream.ReadExactlyAsync(body, stop);
            Request request;
            lock (Requests)
            {
                request = new Request(Requests.Count + 1, lines[0].Split(' ')[1], headers)
                {
                    Method = lines[0].Split(' ')[0],
                    Body = Encoding.UTF8.GetString(body),
                };
                Requests.Enqueue(request);
            }
            await _answer(request, new Wire(stream, stop));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    /// <param name="Number">From 1.</param>
    internal sealed record Request(int Number, string Path, IReadOnlyDictionary<string, string> Headers)
    {
        internal string Method { get; init; } = "GET";

        internal string Body { get; init; } = "";
    }

    internal sealed class Wire(NetworkStream stream, CancellationToken stop)
    {
        internal Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

        internal Task SendAsync(byte[] bytes) => stream.WriteAsync(bytes, stop).AsTask();

        internal Task WaitAsync(TimeSpan time) => Task.Delay(time, stop);

        internal async Task AnswerAsync(string status, byte[] body, params string[] headers)
        {
            await SendAsync($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n"
                + string.Concat(headers.Select(h => h + "\r\n")) + "\r\n");
            await SendAsync(body);
        }

        internal Task AnswerAsync(string status, string body, params string[] headers) =>
            AnswerAsync(status, Encoding.UTF8.GetBytes(body), headers);
    }
}
