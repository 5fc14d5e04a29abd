using System.Security.Cryptography;
using Plan86.Ingest;
using Plan86.Schedules;

namespace Plan86.Tests.Ingest;

/// <summary>Alone: what it counts, other tests would add to.</summary>
[Collection(nameof(Alone))]
public class LargeFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_file_lands_in_bounded_memory()
    {
        const int size = 60 << 20;
        using var data = new DataFolder();
        var path = data.Drop("monthly", "2024-12-29.csv", "");
        var block = RandomNumberGenerator.GetBytes(1 << 20);
        using (var file = File.OpenWrite(path))
        {
            for (var i = 0; i < size / block.Length; i++)
            {
                block[0] = (byte)i;
                file.Write(block);
            }
        }
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
        using var collector = data.Collector();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var delivery = (await collector.CollectAsync(Cancel)).Deliveries.ShouldHaveSingleItem();

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(size / 2);
        using var again = File.OpenRead(path);
        delivery.ExtractId.ShouldBe(Convert.ToHexStringLower(await SHA256.HashDataAsync(again, Cancel)));
    }
}

/// <summary>Tests that count what the whole process does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
