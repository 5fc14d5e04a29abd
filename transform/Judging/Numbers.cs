namespace Plan86.Transform;

/// <summary>Numbers as people read them.</summary>
public static class Numbers
{
    /// <summary>Vietnamese: dot thousands, decimal comma (<c>14.740</c>, <c>6,4</c>).</summary>
    public static string Vi(double value, int? decimals = null) => throw new NotImplementedException();

    /// <summary>English: comma thousands, decimal point.</summary>
    public static string En(double value, int? decimals = null) => throw new NotImplementedException();
}
